using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Tests.Onnx;

[TestClass]
public sealed class GraphIndexTests
{
    [TestMethod]
    public void Of_Circle_IsRefusedByName()
    {
        var graph = new TinyBackbone().Model().Graph;
        graph.Node[0].Input[0] = "act2";

        Assert.Contains("must not depend on itself", Assert.ThrowsExactly<OnnxGraphException>(() => GraphIndex.Of(graph)).Message);
    }

    [TestMethod]
    public void Of_MissingInitializer_NamesItAndItsReader()
    {
        var graph = new TinyBackbone().Model().Graph;
        graph.Initializer.Remove(graph.Initializer.Single(tensor => tensor.Name == "w2"));

        var error = Assert.ThrowsExactly<OnnxGraphException>(() => GraphIndex.Of(graph));

        Assert.AreEqual("tensor 'w2'", error.Subject);
        Assert.Contains("conv2", error.Found);
    }

    [TestMethod]
    public void Of_TensorMadeTwice_IsRefused()
    {
        var graph = new TinyBackbone().Model().Graph;
        graph.Node[1].Output[0] = "conv1";

        Assert.AreEqual("tensor 'conv1'", Assert.ThrowsExactly<OnnxGraphException>(() => GraphIndex.Of(graph)).Subject);
    }

    [TestMethod]
    public void Nodes_UnsortedFile_AreSorted()
    {
        var graph = new TinyBackbone().Model().Graph;
        var expected = graph.Node.Select(node => node.Output[0]).ToArray();
        NodeProto[] reversed = [.. graph.Node.Reverse()];
        graph.Node.Clear();
        graph.Node.AddRange(reversed);

        Assert.AreSequenceEqual(expected, GraphIndex.Of(graph).Nodes.Select(node => node.Output[0]).ToArray());
    }
}
