using System.Collections.Concurrent;
using Pneumonia.Model;
using Pneumonia.Tests.Onnx;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Fixtures;

/// <summary>
/// Model files of a few kilobytes around a network with random weights: lawful in every part, and answered in microseconds, for tests
/// that load or ask thousands of times. What they answer means nothing.
/// </summary>
internal static class TinyModels
{
    public const int Side = 64;

    private static readonly ConcurrentDictionary<ClassificationTask, Lazy<string>> Files = new();

    /// <summary>Path of the file; shared, so never written to.</summary>
    public static string Path(ClassificationTask task) => Files.GetOrAdd(task, static t => new Lazy<string>(() => Write(t))).Value;

    public static byte[] Bytes(ClassificationTask task = ClassificationTask.Binary) => File.ReadAllBytes(Path(task));

    /// <summary>The graph alone.</summary>
    public static byte[] Graph(ClassificationTask task)
    {
        var manifest = Manifests.Of(task, Side);
        var backbone = new TinyBackbone { Channels = 1, InputName = "pixels", Side = Side };
        var spec = ClassifierSpecs.Make(task, manifest.Thresholds.Length, backbones: backbone.Read());
        return ClassifierGraph.Compose(spec with
        {
            NegativeIndex = task == ClassificationTask.MultiClass ? 0 : null,
            ReferBelow = manifest.ReferBelow,
            TypicalityLimit = manifest.TypicalityLimit,
        });
    }

    private static string Write(ClassificationTask task)
    {
        var path = TestRunFolder.At("tiny", task + ".zip");
        ModelPackager.Write(path, new ModelBody.Onnx(Graph(task)), Manifests.Of(task, Side), static m => $"# Card of {m.CreatedBy}\n", [new string('a', 64)]);
        return path;
    }
}
