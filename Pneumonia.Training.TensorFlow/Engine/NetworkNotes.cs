using System.Collections.Immutable;
using Pneumonia.Training.TensorFlow.Trainer;

namespace Pneumonia.Training.TensorFlow.Engine;

/// <summary>What a user of a network of this engine must know; it goes into manifest, card and report.</summary>
internal static class NetworkNotes
{
    public static ImmutableArray<string> Of(TrainingCurve curve, int seed) =>
    [
        $"TensorFlow's seed can't be set through ML.NET's ImageClassificationTrainer: splits and search repeat with seed {seed}, the network's weights do not.",
        curve.InWords(),
        "The file holds a TensorFlow network: there are no heat maps, no typicality and no ONNX export. A program that loads it needs the NuGet packages Microsoft.ML.Vision 5.0.0 and SciSharp.TensorFlow.Redist 2.16.0 (or one for its GPU).",
        "Calibration and thresholds are in the manifest: PneumoniaClassifier and MLContext.LoadPneumonia apply them, plain ML.NET loading gives the network's raw shares.",
    ];
}
