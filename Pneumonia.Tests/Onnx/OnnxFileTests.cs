using Google.Protobuf;
using Pneumonia.Training.Onnx;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Tests.Onnx;

[TestClass]
public sealed class OnnxFileTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Read_WholeModel_KeepsUnknownFields()
    {
        // Field 6 (doc_string) isn't in our .proto.
        byte[] bytes = [.. new TinyBackbone().Bytes(), 6 << 3 | 2, 2, (byte)'h', (byte)'i'];

        var again = OnnxFile.Read(bytes).ToByteArray();

        Assert.HasCount(bytes.Length, again);
        Assert.IsGreaterThanOrEqualTo(0, again.AsSpan().IndexOf((ReadOnlySpan<byte>)[6 << 3 | 2, 2, (byte)'h', (byte)'i']));
    }

    [TestMethod]
    public void Read_NoBytes_IsRefused()
        => Assert.AreEqual("no bytes", Assert.ThrowsExactly<OnnxGraphException>(() => OnnxFile.Read(ReadOnlyMemory<byte>.Empty)).Found);

    [TestMethod]
    public void Read_RandomBytes_IsAlwaysRefused()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(1, 4000)];
            random.NextBytes(bytes);
            Assert.ThrowsExactly<OnnxGraphException>(() => BackboneGraph.Read(bytes));
        }
    }

    [TestMethod]
    public void Read_TruncatedAnywhere_IsRefusedOrStillAWholeBackbone()
    {
        var bytes = new TinyBackbone().Bytes();
        for (var length = 0; length < bytes.Length - 20; length += 37)
            Assert.ThrowsExactly<OnnxGraphException>(() => BackboneGraph.Read(bytes.AsMemory(0, length)));
    }

    [TestMethod]
    public void Read_FlippedBytes_NeverThrowsAnythingElse()
    {
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < 150; i++)
        {
            var bytes = new TinyBackbone().Bytes();
            for (var flips = 0; flips < 4; flips++)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                var backbone = BackboneGraph.Read(bytes);
                GraphVerifier.Verify(backbone.ToFeatureModel(), backbone, cancellation: TestContext.CancellationToken);
            }
            catch (OnnxGraphException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(10, refused);
    }

    [TestMethod]
    public void Read_ExternalData_IsRefusedByName()
    {
        var model = new TinyBackbone().Model();
        model.Graph.Initializer[0].DataLocation = TensorProto.Types.DataLocation.External;

        var error = Assert.ThrowsExactly<OnnxGraphException>(() => OnnxFile.Read(model.ToByteArray()));

        Assert.AreEqual("initializer 'w1'", error.Subject);
        Assert.AreEqual("external data", error.Found);
    }

    [TestMethod]
    public void Read_ShapeThatDataDoesNotFill_NamesBoth()
    {
        var model = new TinyBackbone().Model();
        model.Graph.Initializer[0].Dims[0] = 5;

        var error = Assert.ThrowsExactly<OnnxGraphException>(() => OnnxFile.Read(model.ToByteArray()));

        Assert.AreEqual("ONNX initializer 'w1' must hold the 135 values of its shape [5,3,3,3]; found: 108 values", error.Message);
    }

    [TestMethod]
    public void Read_ShapeThatOverflows_IsRefused()
    {
        var model = new TinyBackbone().Model();
        model.Graph.Initializer[0].Dims[0] = long.MaxValue;

        Assert.Contains("shape of at most", Assert.ThrowsExactly<OnnxGraphException>(() => OnnxFile.Read(model.ToByteArray())).Rule);
    }

    [TestMethod]
    public void Read_FileAboveLimit_IsRefusedBeforeReading()
    {
        var path = Path.Combine(Path.GetTempPath(), $"onnx-{Guid.NewGuid():N}.onnx");
        try
        {
            File.WriteAllBytes(path, new byte[101]);
            Assert.AreEqual("101 bytes", Assert.ThrowsExactly<OnnxGraphException>(() => OnnxFile.Read(path, maxBytes: 100)).Found);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Read_NodeOfForeignDomain_IsRefusedByName()
    {
        var model = new TinyBackbone().Model();
        model.Graph.Node[1].Domain = "com.example";

        Assert.AreEqual("node 'act1' (Relu)", Assert.ThrowsExactly<OnnxGraphException>(() => OnnxFile.Read(model.ToByteArray())).Subject);
    }
}
