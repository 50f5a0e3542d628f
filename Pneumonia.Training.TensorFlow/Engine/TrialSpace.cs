using System.Collections.Immutable;
using System.Globalization;
using Pneumonia.Training.Search;
using Pneumonia.Training.TensorFlow.Trainer;

namespace Pneumonia.Training.TensorFlow.Engine;

/// <summary>What trials may choose, and how a choice becomes a training.</summary>
internal static class TrialSpace
{
    private const string Architecture = "architecture";
    private const string Epochs = "epochs";
    private const string BatchSize = "batch-size";
    private const string LearningRate = "learning-rate";

    /// <param name="options">The setting that the search begins with.</param>
    /// <param name="available">Networks whose weights can be had.</param>
    public static SearchSpace Of(ImageClassificationOptions options, IEnumerable<NetworkFacts> available)
    {
        var own = NetworkFacts.Of(options.Architecture);
        var networks = options.SearchArchitectures ? available.Append(own).Distinct() : [own];
        var (fewest, smallest) = (Math.Max(1, options.Epochs / 4), Math.Max(1, options.BatchSize / 2));
        var ranges = ImmutableSortedDictionary.Create<string, ParameterRange>(StringComparer.Ordinal)
            .Add(Architecture, new ParameterRange.Choice([.. networks.OrderBy(static n => n.Multiplications).Select(static n => n.Name)]))
            .Add(Epochs, new ParameterRange.Whole(fewest, Math.Max(fewest, options.Epochs), fewest))
            .Add(BatchSize, new ParameterRange.Whole(smallest, Math.Min(4096, options.BatchSize * 4), smallest))
            .Add(LearningRate, new ParameterRange.Real(options.LearningRate / 10, Math.Min(1, options.LearningRate * 10), Logarithmic: true));
        var start = TrialParameters.Empty
            .With(Architecture, own.Name)
            .With(Epochs, options.Epochs.ToString(CultureInfo.InvariantCulture))
            .With(BatchSize, options.BatchSize.ToString(CultureInfo.InvariantCulture))
            .With(LearningRate, options.LearningRate);
        return new SearchSpace(ranges, start);
    }

    /// <summary>The options of a trial.</summary>
    public static ImageClassificationOptions Options(ImageClassificationOptions options, TrialSettings settings) => options with
    {
        Architecture = NetworkFacts.Named(settings.Parameters[Architecture]),
        Epochs = settings.Parameters.Whole(Epochs),
        BatchSize = settings.Parameters.Whole(BatchSize),
        LearningRate = (float)settings.Parameters.Real(LearningRate),
    };

    /// <summary>The network of a trial.</summary>
    public static NetworkFacts Network(TrialSettings settings) => NetworkFacts.Of(NetworkFacts.Named(settings.Parameters[Architecture]));
}
