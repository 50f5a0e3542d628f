using Google.Protobuf;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Tests.Onnx;

/// <summary>Each conversion is believed because ONNX Runtime gives the same numbers before and after.</summary>
[TestClass]
public sealed class OpsetUpgradeTests
{
    private static IEnumerable<object[]> Old =>
    [
        ["clip without bounds", 7L, 13L, Op("Clip")],
        ["clip above", 10L, 13L, Op("Clip", OnnxNodes.Float("max", 0.5f))],
        ["pad", 7L, 13L, Op("Pad", OnnxNodes.Ints("pads", 0, 0, 1, 2, 0, 0, 3, 0), OnnxNodes.Float("value", 0.25f))],
        ["pad edge", 10L, 18L, Op("Pad", OnnxNodes.Ints("pads", 0, 0, 1, 2, 0, 0, 3, 0), OnnxNodes.Text("mode", "edge"))],
        ["softmax", 11L, 13L, Op("Softmax")],
        ["log softmax of later axes", 7L, 18L, Op("LogSoftmax", OnnxNodes.Int("axis", 2))],
        ["reduce mean", 13L, 18L, Op("ReduceMean", OnnxNodes.Ints("axes", 1))],
        ["reduce sum", 7L, 13L, Op("ReduceSum", OnnxNodes.Ints("axes", 1))],
        ["reduce max of all", 13L, 18L, Op("ReduceMax")],
        ["slice", 7L, 13L, Op("Slice", OnnxNodes.Ints("starts", 1, 0), OnnxNodes.Ints("ends", 3, 2), OnnxNodes.Ints("axes", 2, 3))],
        ["unsqueeze", 7L, 13L, Op("Unsqueeze", OnnxNodes.Ints("axes", 0))],
        ["squeeze", 11L, 17L, Op("Squeeze", OnnxNodes.Ints("axes", 0))],
    ];

    [TestMethod]
    [DynamicData(nameof(Old))]
    public void Apply_ChangedOperator_GivesTheSameNumbers(string name, long from, long to, object node)
    {
        var graph = new GraphProto { Name = name };
        graph.Node.Add((NodeProto)node);
        graph.Output.Add(new ValueInfoProto { Name = "y" });

        var upgraded = OpsetUpgrade.Apply(graph, from, to);

        var (before, after) = (Run(graph, from), Run(upgraded, to));
        Assert.AreSequenceEqual(before.Shape, after.Shape);
        GraphVerifier.Compare("y", "must be the same", Array.ConvertAll(before.Floats, value => (double)value), after.Floats, 1e-6);
    }

    [TestMethod]
    public void Apply_SplitInOldSets_BecomesAnInputOrACount()
    {
        var graph = new GraphProto();
        var equal = OnnxNodes.Make("Split", "a", ["x"], OnnxNodes.Int("axis", 1));
        equal.Output.Add("b");
        var unequal = OnnxNodes.Make("Split", "c", ["x"], OnnxNodes.Int("axis", 2), OnnxNodes.Ints("split", 1, 3));
        unequal.Output.Add("d");
        var mean = OnnxNodes.Make("ReduceMean", "m", ["d"], OnnxNodes.Ints("axes", 2));
        graph.Node.Add([equal, unequal, mean, OnnxNodes.Make("Concat", "y", ["c", "m"], OnnxNodes.Int("axis", 2))]);
        graph.Output.Add(new ValueInfoProto { Name = "y" });

        Assert.AreSequenceEqual(Run(graph, 11).Floats, Run(OpsetUpgrade.Apply(graph, 11, 18), 18).Floats);
    }

    [TestMethod]
    public void Apply_UnknownOperator_IsRefusedByName()
    {
        var graph = new GraphProto();
        graph.Node.Add(Op("Upsample"));

        Assert.AreEqual("Upsample", Assert.ThrowsExactly<OnnxGraphException>(() => OpsetUpgrade.Apply(graph, 9, 13)).Found);
    }

    [TestMethod]
    [DataRow(6L)]
    [DataRow(22L)]
    public void Read_OpsetOutsideTheKnown_IsRefused(long opset)
        => Assert.AreEqual($"{opset}", Assert.ThrowsExactly<OnnxGraphException>(() => new TinyBackbone { Opset = opset }.Read()).Found);

    private static NodeProto Op(string op, params AttributeProto[] attributes) => OnnxNodes.Make(op, "y", ["x"], attributes);

    private static RunOutput Run(GraphProto graph, long opset)
    {
        var copy = graph.Clone();
        copy.Name = "op";
        var input = new TinyBackbone { InputName = "x", Channels = 2, Side = 4, BatchOfOne = true }.Image();
        copy.Input.Add(input);
        foreach (var output in copy.Output)
            output.Type = null;
        var model = new ModelProto { IrVersion = 7, Graph = copy };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = opset });
        using var runner = new OnnxRunner(model.ToByteArray(), 1, "operator");
        var random = new Random(2);
        return runner.Run([.. Enumerable.Range(0, 32).Select(_ => 2 * random.NextSingle() - 1)], [1, 2, 4, 4], "y")["y"];
    }
}
