using System.Collections.Immutable;
using System.Globalization;
using Pneumonia.Training.Search;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch.Engine;

/// <summary>What trials may choose, and how a choice becomes a training.</summary>
internal static class TrialSpace
{
    private const string Architecture = "architecture";
    private const string Width = "width";
    private const string InputSize = "input-size";
    private const string Augmentation = "augmentation";
    private const string LearningRate = "learning-rate";
    private const string WeightDecay = "weight-decay";
    private const string Epochs = "epochs";
    private const string Own = "own";

    // The cheapest first. "own" is the network that the options name, which the other choices replace.
    private static readonly ImmutableSortedDictionary<string, Func<NetworkSpec, int, NetworkSpec>> Architectures = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        new KeyValuePair<string, Func<NetworkSpec, int, NetworkSpec>>[]
        {
            new("mobilenetv2", static (own, width) => own with { Family = NetworkFamily.MobileNetV2, LastStageStride = 2, Width = width }),
            new("resnetv2-18", static (own, width) => own with { Family = NetworkFamily.ResNetV2, Blocks = [2, 2, 2, 2], Bottleneck = false, Width = width }),
            new("resnetv2-34", static (own, width) => own with { Family = NetworkFamily.ResNetV2, Blocks = [3, 4, 6, 3], Bottleneck = false, Width = width }),
        });

    internal static SearchSpace Of(EndToEndEngineOptions options)
    {
        var training = options.Training;
        var ranges = ImmutableSortedDictionary.CreateBuilder<string, ParameterRange>(StringComparer.Ordinal);
        var start = TrialParameters.Empty
            .With(Augmentation, 1)
            .With(LearningRate, training.LearningRate)
            .With(WeightDecay, training.WeightDecay)
            .With(Epochs, training.Epochs);
        ranges.Add(Augmentation, new ParameterRange.Real(0.5, 1.5));
        ranges.Add(LearningRate, new ParameterRange.Real(training.LearningRate / 4, Math.Min(1, training.LearningRate * 4), Logarithmic: true));
        ranges.Add(WeightDecay, new ParameterRange.Real(1e-3, 0.2, Logarithmic: true));
        ranges.Add(Epochs, new ParameterRange.Whole(Math.Max(1, training.Epochs / 2), Math.Max(1, training.Epochs * 3 / 2), Math.Max(1, training.Epochs / 2)));
        if (options.StartFrom is null)
        {
            start = start.With(Architecture, Own).With(Width, training.Network.Width.ToString(CultureInfo.InvariantCulture)).With(InputSize, training.Network.InputSize.ToString(CultureInfo.InvariantCulture));
            ranges.Add(Architecture, new ParameterRange.Choice([Own, .. Architectures.Keys]));
            ranges.Add(Width, Steps(16, 64, 8, training.Network.Width));
            ranges.Add(InputSize, Steps(96, 224, 32, training.Network.InputSize));
        }

        return new SearchSpace(ranges.ToImmutable(), start);
    }

    // Even steps, and the number that the search starts from wherever it lies between or beside them.
    private static ParameterRange.Choice Steps(int low, int high, int step, int start) => new(
        [.. Enumerable.Range(0, ((high - low) / step) + 1).Select(i => low + (i * step)).Append(start).Distinct().Order().Select(static v => v.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The training of a trial: shorter by its fidelity, with the schedule shortened too.</summary>
    internal static EndToEndOptions Training(EndToEndEngineOptions options, TrialSettings settings)
    {
        var (training, chosen) = (options.Training, settings.Parameters);
        var network = training.Network;
        if (options.StartFrom is null)
        {
            var width = chosen.Whole(Width);
            network = chosen[Architecture] == Own ? network with { Width = width } : Architectures[chosen[Architecture]](network, width);
            network = network with { InputSize = chosen.Whole(InputSize) };
        }

        return training with
        {
            Network = network,
            Augmentation = training.Augmentation.WithStrength(chosen.Real(Augmentation)),
            LearningRate = chosen.Real(LearningRate),
            WeightDecay = chosen.Real(WeightDecay),
            Epochs = Math.Max(1, (int)Math.Round(chosen.Whole(Epochs) * settings.Fidelity)),
        };
    }
}
