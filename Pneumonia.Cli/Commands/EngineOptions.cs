using System.CommandLine;
using Pneumonia.Training;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;
using Pneumonia.Training.TensorFlow;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Engine;

namespace Pneumonia.Cli.Commands;

/// <summary>What <c>train</c>'s options say of engines, checked before any work: not after an hour of reading images.</summary>
internal sealed class EngineOptions(TrainOptions options, ParseResult parsed)
{
    /// <exception cref="TrainingOptionsException">Options are wrong; all faults are listed.</exception>
    /// <exception cref="EngineUnavailableException">The engine that is named can't run here.</exception>
    public TrainingPipelineBuilder AddTo(TrainingPipelineBuilder builder)
    {
        string[] backbones = [.. parsed.GetValue(options.Backbone)!];
        var start = parsed.GetValue(options.StartFrom);
        var device = parsed.GetValue(options.Device)!;
        var faults = BackboneOption.Faults("--backbone", backbones).Concat(BackboneOption.Faults("--start-from", start is null ? [] : [start])).ToList();
        faults.AddRange(new EndToEndOptions { Device = device }.Faults());
        if (faults.Count > 0) throw new TrainingOptionsException(faults);

        TrainingPipelineBuilder Frozen() => builder.UseFrozenFeatures(f => f with { Backbones = [.. backbones] });
        TrainingPipelineBuilder Torch() => builder.UseEndToEnd(e => e with { StartFrom = start, Training = e.Training with { Device = device } });
        switch (Choice())
        {
            case EngineChoice.Frozen:
                return Frozen();
            case EngineChoice.Torch:
                Require(EndToEndEngine.EngineName, LibTorch.Check());
                return Torch();
            case EngineChoice.Tensorflow:
                Require(ImageClassificationEngine.EngineName, new ImageClassificationEngine(new ImageClassificationOptions()).CheckAvailability());
                return builder.UseImageClassificationTrainer();
            default:
                Torch();
                return Frozen().UseFirstSuitable();
        }
    }

    // Who names a backbone wants features of it, and who names weights to start from wants them trained.
    private EngineChoice Choice() => options.Engine.Chosen(parsed) switch
    {
        EngineChoice.Auto when parsed.GetResult(options.Backbone) is { Implicit: false } => EngineChoice.Frozen,
        EngineChoice.Auto when parsed.GetValue(options.StartFrom) is not null => EngineChoice.Torch,
        var choice => choice,
    };

    private static void Require(string name, EngineAvailability check)
    {
        if (!check.Available) throw new EngineUnavailableException($"The engine '{name}' can't run here: {check.Reason} {check.Remedy} Or take --engine auto.");
    }
}
