using System.Text.RegularExpressions;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Tests.Packaging;

/// <summary>What docs/scale.md says of the exported graph is what the graph of the shipped model is.</summary>
[TestClass]
public sealed partial class ScaleDocumentTests
{
    [TestMethod]
    public void Document_TritonAndSpark_NameTheTensorsOfTheShippedModel()
    {
        using var folder = new TempFolder();
        GraphExport.Write(At("models", "pneumonia-kermany.zip"), folder.At("classifier.onnx"));
        using var session = new InferenceSession(folder.At("classifier.onnx"));
        var text = File.ReadAllText(At("docs", "scale.md"));

        var configured = Tensor().Matches(text).Select(static m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value)).ToArray();
        Assert.HasCount(4, configured);
        Assert.AreEqual(Entry("pixels", session.InputMetadata["pixels"]), configured[0]);
        foreach (var (name, _, _) in configured[1..]) Assert.AreEqual(Entry(name, session.OutputMetadata[name]), configured.Single(c => c.Item1 == name));

        foreach (Match asked in Asked().Matches(text)) Assert.IsTrue(session.OutputMetadata.ContainsKey(asked.Groups[1].Value), asked.Value);
        Assert.IsTrue(session.OutputMetadata.Keys.All(name => text.Contains($"| `{name}` |", StringComparison.Ordinal)), "The table leaves an output out.");
        Assert.Contains("session.run(\n                [\"probabilities\", \"decision\", \"typicality\"], {\"pixels\":", text);
        var words = string.Join(", ", ArtifactLayout.Graph.Decisions.Select(static d => $"\"{d.ToWord()}\""));
        Assert.Contains($"DECISIONS = [{words}]", text);
    }

    private static (string, string, string) Entry(string name, NodeMetadata tensor) => (
        name,
        tensor.ElementDataType == TensorElementType.Int64 ? "INT64" : "FP32",
        string.Join(", ", tensor.Dimensions[1..]));

    private static string At(params string[] parts)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Pneumonia.MLNet.sln"))) root = root.Parent;
        return Path.Combine([root!.FullName, .. parts]);
    }

    [GeneratedRegex(@"name: ""(\w+)"" data_type: TYPE_(\w+) dims: \[ ([\d, ]+) \]")]
    private static partial Regex Tensor();

    [GeneratedRegex(@"as_numpy\(""(\w+)""\)")]
    private static partial Regex Asked();
}
