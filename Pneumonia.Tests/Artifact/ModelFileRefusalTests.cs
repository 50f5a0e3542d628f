using System.Text;
using System.Text.Json.Nodes;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.Artifact;

/// <summary>Model files that must be refused, each with its fault and a message that names file, rule and value.</summary>
[TestClass]
public sealed class ModelFileRefusalTests
{
    [TestMethod]
    public void Load_NoSuchFile_IsMissing()
    {
        using var folder = new TempFolder();
        Refused(ModelFileFault.Missing, folder.At("none.zip"), "does not exist");
        Refused(ModelFileFault.Missing, folder.At("no", "such", "folder.zip"), "does not exist");
    }

    [TestMethod]
    public void Load_AFolder_IsMissing()
    {
        using var folder = new TempFolder();
        Refused(ModelFileFault.Missing, folder.Path, "is a folder");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a\0b.zip")]
    public void Load_PathThatIsNone_IsMissing(string path) => Refused(ModelFileFault.Missing, path, "can't be opened");

    [TestMethod]
    public void Load_NameTooLongForTheSystem_IsMissing()
        => Refused(ModelFileFault.Missing, Path.Combine(Path.GetTempPath(), new string('x', 5000)), "x.zip"[..1]);

    [TestMethod]
    public void Load_NoPermission_IsMissing()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Inconclusive("Permissions don't bind whoever runs these tests.");
            return;
        }

        using var folder = new TempFolder();
        var path = folder.At("model.zip");
        File.WriteAllBytes(path, TinyModels.Bytes());
        File.SetUnixFileMode(path, UnixFileMode.None);
        Refused(ModelFileFault.Missing, path, "may not be read");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("This is a text file, however it is called.")]
    public void Load_NoZip_IsNotAZip(string text) => Refused(ModelFileFault.NotAZip, Encoding.UTF8.GetBytes(text), "no readable .zip");

    [TestMethod]
    public void Load_AnyOtherZip_IsNotAPneumoniaModel()
    {
        var zip = ModelZip.Of(TinyModels.Bytes());
        zip.Parts.Clear();
        zip.Parts["readme.txt"] = [1, 2, 3];
        Refused(ModelFileFault.NotAPneumoniaModel, zip.ToBytes(), ArtifactLayout.Manifest);
    }

    [TestMethod]
    public void Load_FiveThousandEntries_IsNotAPneumoniaModel()
    {
        var zip = ModelZip.Of(TinyModels.Bytes());
        for (var i = 0; i < 5000; i++) zip.Parts[$"more/{i}"] = [];
        Refused(ModelFileFault.NotAPneumoniaModel, zip.ToBytes(), "4,096");
    }

    [TestMethod]
    public void Load_NewerFormat_SaysWhatToDo()
    {
        var file = ModelZip.Of(TinyModels.Bytes()).WithManifest("""{ "formatVersion": 2, "everything": "else has changed" }""").ToBytes();
        Refused(ModelFileFault.NewerFormat, file, "format 2", "up to 1", "Update");
    }

    [TestMethod]
    public void Load_ManifestWithoutItsSeal_IsCorrupt()
    {
        Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).Without(ArtifactLayout.Seal).ToBytes(), "manifest.sha256' is missing");

        var zip = ModelZip.Of(TinyModels.Bytes());
        zip.Parts[ArtifactLayout.Manifest] = [.. zip.Parts[ArtifactLayout.Manifest], (byte)' '];
        Refused(ModelFileFault.Corrupt, zip.ToBytes(), "does not match its seal");
    }

    [TestMethod]
    public void Load_PartsMissing_IsCorrupt()
    {
        Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).Without(ArtifactLayout.Card).ToBytes(), "model-card.md' is missing");
        var zip = ModelZip.Of(TinyModels.Bytes());
        Refused(ModelFileFault.Corrupt, zip.Without(zip.GraphEntry).ToBytes(), "OnnxModel' is missing");
    }

    [TestMethod]
    public void Load_ManifestContradictsItself_AllFaultsAtOnce()
    {
        var file = ModelZip.Of(TinyModels.Bytes()).WithManifest(static m =>
        {
            m["classes"] = new JsonArray("NORMAL", "NORMAL", "PNEUMONIA");
            m["thresholds"] = new JsonArray(0.5, -1);
            m["negativeClass"] = "HEALTHY";
            m["inputSize"] = 3;
            m["pixelRecipe"] = 9;
            m["referBelow"] = 7;
            m["typicalityLimit"] = -1;
            m["graph"]!["kind"] = "riddle";
        }).ToBytes();
        Refused(
            ModelFileFault.Corrupt, file, "named twice", "2 classes; here are 3", "1 thresholds are needed; here are 2", "negative or not finite", "HEALTHY",
            "16…4096; it is 3", "pixelRecipe", "referBelow", "typicalityLimit", "riddle");
    }

    [TestMethod]
    [DataRow("""{ "formatVersion": 1 }""", "createdBy")]
    [DataRow("""{ "formatVersion": null }""", "no formatVersion")]
    [DataRow("""[1, 2]""", "can't be read")]
    [DataRow("null", "can't be read")]
    [DataRow("", "can't be read")]
    public void Load_ManifestOfAnotherShape_IsCorrupt(string json, string part)
        => Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(json).ToBytes(), part);

    [TestMethod]
    [DataRow("classes")]
    [DataRow("thresholds")]
    [DataRow("negativeClass")]
    [DataRow("backbones")]
    [DataRow("data")]
    [DataRow("calibration")]
    [DataRow("promises")]
    [DataRow("metrics")]
    [DataRow("packages")]
    [DataRow("graph")]
    [DataRow("files")]
    [DataRow("createdBy")]
    public void Load_FieldIsNull_IsCorrupt(string field)
        => Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(m => m[field] = null).ToBytes());

    [TestMethod]
    [DataRow("classes")]
    [DataRow("backbones")]
    [DataRow("promises")]
    [DataRow("metrics")]
    [DataRow("notes")]
    public void Load_ListHoldsNull_IsCorrupt(string field)
        => Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(m => m[field] = new JsonArray((JsonNode?)null)).ToBytes(), "null");

    [TestMethod]
    public void Load_HashOrSplitIsNull_IsCorrupt()
    {
        Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(static m => m["files"]![ArtifactLayout.Card] = null).ToBytes(), "null");
        Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(static m => m["data"]!["splits"] = new JsonArray((JsonNode?)null)).ToBytes(), "null");
    }

    [TestMethod]
    public void Load_TaskIsUnknown_IsCorrupt()
        => Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(static m => m["task"] = 7).ToBytes(), "task 7");

    [TestMethod]
    public void Load_NegativeClassIsThePositiveOne_IsCorrupt()
        => Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(static m => m["negativeClass"] = "PNEUMONIA").ToBytes(), "first class, 'NORMAL'");

    [TestMethod]
    public void Load_ManifestClaimsAHugeGraph_IsRefusedBeforeMemoryIsTaken()
    {
        Refused(ModelFileFault.TooLarge, ModelZip.Of(TinyModels.Bytes()).WithManifest(static m => m["graph"]!["bytes"] = 1L << 40).ToBytes(), "MaxGraphBytes");

        var file = ModelZip.Of(TinyModels.Bytes()).WithManifest(static m => m["graph"]!["bytes"] = (1L << 30) - 8).ToBytes();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(ModelFileFault.Corrupt, file, "its manifest tells of");
        Assert.IsLessThan(100L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Load_GraphAboveTheLimit_IsTooLarge()
    {
        var options = new ClassifierOptions { MaxGraphBytes = 100 };
        var fault = Assert.ThrowsExactly<ModelFileException>(() => PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary), options));
        Assert.AreEqual(ModelFileFault.TooLarge, fault.Fault);
        Assert.Contains("allows 100", fault.Message);
    }

    [TestMethod]
    public void Load_EntryInflatesBeyondReason_IsRefused()
    {
        var zip = ModelZip.Of(TinyModels.Bytes());
        zip.Parts[ArtifactLayout.Manifest] = new byte[32 << 20];
        Refused(ModelFileFault.TooLarge, zip.ToBytes(), "are allowed");
    }

    [TestMethod]
    public void Load_UnseekableStreamWithoutEnd_IsRefusedAtTheLimit()
    {
        using var endless = new EndlessStream();
        var fault = Assert.ThrowsExactly<ModelFileException>(() => PneumoniaClassifier.Load(endless, new ClassifierOptions { MaxGraphBytes = 1 << 20 }));
        Assert.AreEqual(ModelFileFault.TooLarge, fault.Fault);
    }

    [TestMethod]
    public void Load_GraphOfAnotherTask_IsCorrupt()
    {
        var file = ModelZip.Of(TinyModels.Bytes()).WithGraph(TinyModels.Graph(ClassificationTask.MultiClass)).ToBytes();
        Refused(ModelFileFault.Corrupt, file, "'probabilities' is Float [-1, 3], not Float [N, 1]");
    }

    [TestMethod]
    public void Load_GraphWithoutWhatTheManifestNeeds_AllFaultsAtOnce()
    {
        var feature = new Onnx.TinyBackbone { Channels = 1, InputName = "data", Side = 32 }.Bytes();
        var file = ModelZip.Of(TinyModels.Bytes(ClassificationTask.MultiLabel)).WithGraph(feature).ToBytes();
        Refused(
            ModelFileFault.Corrupt, file, "wants an input 'data' too", "no input 'pixels'", "no output 'probabilities'", "no output 'class_index'",
            "no output 'typicality'", "no output 'label_flags'");
    }

    [TestMethod]
    public void Load_GraphOfAnotherSide_IsCorrupt()
        => Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(static m => m["inputSize"] = 128).ToBytes(), "[-1, 1, 64, 64]", "128");

    [TestMethod]
    public void Load_GraphIsNoOnnx_IsCorrupt()
        => Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithGraph([1, 2, 3, 4, 5, 6, 7, 8]).ToBytes(), "ONNX Runtime refuses");

    [TestMethod]
    public void Load_TensorFlowWithoutCalibration_IsCorrupt()
        => Refused(ModelFileFault.Corrupt, ModelZip.Of(TinyModels.Bytes()).WithManifest(static m => m["graph"]!["kind"] = "tensorflow").ToBytes(), "calibrationMap");

    [TestMethod]
    public void Load_OnnxThatSaysItIsTensorFlow_IsCorrupt()
        => Refused(
            ModelFileFault.Corrupt,
            ModelZip.Of(TinyModels.Bytes()).WithManifest(static m =>
            {
                m["graph"]!["kind"] = "tensorflow";
                m["calibrationMap"] = JsonNode.Parse("""{"slopes":[1],"intercepts":[0],"curves":[]}""");
            }).ToBytes(),
            "'pixels'");

    [TestMethod]
    public void Verify_UnknownOrMissingEntry_IsCorrupt()
    {
        using var folder = new TempFolder();
        var zip = ModelZip.Of(TinyModels.Bytes());
        zip.Parts["stowaway.dll"] = [1];
        File.WriteAllBytes(folder.At("more.zip"), zip.ToBytes());
        Assert.Contains("'stowaway.dll' is not in the manifest", Assert.ThrowsExactly<ModelFileException>(() => ModelFile.Verify(folder.At("more.zip"))).Message);

        File.WriteAllBytes(folder.At("less.zip"), ModelZip.Of(TinyModels.Bytes()).Without(ArtifactLayout.SeenImages).ToBytes());
        Assert.Contains("is missing", Assert.ThrowsExactly<ModelFileException>(() => ModelFile.Verify(folder.At("less.zip"))).Message);
    }

    private static void Refused(ModelFileFault fault, byte[] file, params string[] parts)
    {
        using var stream = new MemoryStream(file);
        Check(fault, parts, Assert.ThrowsExactly<ModelFileException>(() => PneumoniaClassifier.Load(stream)));
        Assert.IsFalse(stream.CanRead, "The stream was not disposed.");
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("refused.zip"), file);
        var fromPath = Assert.ThrowsExactly<ModelFileException>(() => PneumoniaClassifier.Load(folder.At("refused.zip")));
        Check(fault, [.. parts, "refused.zip"], fromPath);
    }

    private static void Refused(ModelFileFault fault, string path, params string[] parts)
    {
        Check(fault, parts, Assert.ThrowsExactly<ModelFileException>(() => PneumoniaClassifier.Load(path)));
        Check(fault, parts, Assert.ThrowsExactly<ModelFileException>(() => ModelFile.ReadManifest(path)));
        Check(fault, parts, Assert.ThrowsExactly<ModelFileException>(() => ModelFile.Verify(path)));
        Check(fault, parts, Assert.ThrowsExactly<ModelFileException>(() => ModelFile.ReadCard(path)));
        Check(fault, parts, Assert.ThrowsExactly<ModelFileException>(() => ModelFile.ReadGraph(path)));
    }

    private static void Check(ModelFileFault fault, string[] parts, ModelFileException found)
    {
        Assert.AreEqual(fault, found.Fault, found.Message);
        foreach (var part in parts) Assert.Contains(part, found.Message);
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
