using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.Manifest;

[TestClass]
public sealed class ManifestSerializerTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char[' ', 'ſ'], 1, 20].Where(static s => !string.IsNullOrWhiteSpace(s));

    private static readonly Gen<float> Share = Gen.Float[0f, 1f];

    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    [DataRow(ClassificationTask.MultiLabel)]
    public void Read_WhatWasWritten_IsTheSame(ClassificationTask task) => AssertComesBack(Manifests.Of(task));

    [TestMethod]
    [DataRow(ClassificationTask.Binary)]
    [DataRow(ClassificationTask.MultiClass)]
    [DataRow(ClassificationTask.MultiLabel)]
    public void Read_ManifestOfATrainedModel_IsTheSame(ClassificationTask task) => AssertComesBack(TrainedModels.Of(task).Result.Manifest);

    [TestMethod]
    public void Read_AnyLawfulManifest_IsTheSame()
        => Lawful.Sample(static m => AssertComesBack(m), iter: 300);

    [TestMethod]
    public void Read_UnknownFieldsInAnyManifest_AreIgnored() => Gen.Select(Lawful, Text, Text).Sample(static (manifest, name, value) =>
    {
        var json = Json(manifest);
        var objects = json.Select(static p => p.Value).OfType<JsonObject>().Where(static o => o.ContainsKey("sha256") || o.ContainsKey("contentHash") || o.ContainsKey("method"));
        foreach (var part in objects.Append(json)) part["x-" + name] = new JsonArray(value, new JsonObject { [name] = 1 });
        AssertEqual(manifest, ManifestSerializer.Read(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }, iter: 100);

    [TestMethod]
    public void Read_NewerFormatOfAnyKind_IsRefusedAsNewer() => Gen.Select(Lawful, Gen.Int[ModelManifest.CurrentFormat + 1, int.MaxValue], Text).Sample(static (manifest, format, name) =>
    {
        // It may have renamed or dropped any other field.
        var json = Json(manifest);
        json["formatVersion"] = format;
        foreach (var field in json.Select(static p => p.Key).Where(k => k != "formatVersion" && (k.Length + name.Length) % 2 == 0).ToList()) json.Remove(field);
        var fault = Assert.ThrowsExactly<ModelFileException>(() => ManifestSerializer.Read(Encoding.UTF8.GetBytes(json.ToJsonString())));
        Assert.AreEqual(ModelFileFault.NewerFormat, fault.Fault);
    }, iter: 100);

    [TestMethod]
    public void Write_Manifest_UsesCamelCaseAndWords()
    {
        var json = Encoding.UTF8.GetString(ManifestSerializer.Write(Manifests.Of(ClassificationTask.MultiLabel)));
        Assert.Contains("\"formatVersion\": 1", json);
        Assert.Contains("\"task\": \"MultiLabel\"", json);
        Assert.Contains("\"negativeClass\": null", json);
    }

    [TestMethod]
    public void Read_UnknownFields_AreIgnored()
    {
        var manifest = Manifests.Of(ClassificationTask.Binary);
        var json = Json(manifest);
        json["somethingNew"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };
        json["graph"]!["colour"] = "blue";
        AssertEqual(manifest, ManifestSerializer.Read(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    [TestMethod]
    public void Read_OptionalFieldsMissing_GetTheirDefaults()
    {
        var json = Json(Manifests.Of(ClassificationTask.MultiLabel));
        foreach (var name in new[] { "negativeClass", "hyperparameters", "referBelow", "typicalityLimit", "notes" }) json.Remove(name);
        var read = ManifestSerializer.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
        Assert.IsEmpty(read.Notes);
        Assert.IsEmpty(read.Hyperparameters);
        Assert.IsNull(read.NegativeClass);
        Assert.IsNull(read.TypicalityLimit);
    }

    [TestMethod]
    [DataRow("seed")]
    [DataRow("task")]
    [DataRow("thresholds")]
    [DataRow("files")]
    public void Read_RequiredFieldMissing_NamesIt(string field)
    {
        var json = Json(Manifests.Of(ClassificationTask.Binary));
        json.Remove(field);
        var fault = Assert.ThrowsExactly<ModelFileException>(() => ManifestSerializer.Read(Encoding.UTF8.GetBytes(json.ToJsonString())));
        Assert.AreEqual(ModelFileFault.Corrupt, fault.Fault);
        Assert.Contains(field, fault.Message);
    }

    [TestMethod]
    public void Read_DeepNesting_IsRefused()
    {
        var fault = Assert.ThrowsExactly<ModelFileException>(
            () => ManifestSerializer.Read(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}")));
        Assert.AreEqual(ModelFileFault.Corrupt, fault.Fault);
    }

    [TestMethod]
    public void Read_AnyBytes_GivesAManifestOrARefusal()
    {
        var lawful = ManifestSerializer.Write(Manifests.Of(ClassificationTask.Binary));
        Gen.Select(Gen.Int[0, lawful.Length - 1], Gen.Byte, Gen.Int[0, lawful.Length]).Sample((at, value, kept) =>
        {
            byte[] bytes = [.. lawful];
            bytes[at] = value;
            Attempt(bytes);
            Attempt(lawful[..kept]);
        }, iter: 500);
    }

    private static Gen<ModelManifest> Lawful
        => Gen.Select(Gen.Enum<ClassificationTask>(), Gen.Int[2, 6], Gen.Int, Text, Text)
            .SelectMany((task, count, seed, name, note) => Gen.Select(
                Share.Array[task == ClassificationTask.Binary ? 1 : count],
                Gen.Double[-1e6, 1e6].Array[1, 4],
                Text.Array[1, 4],
                Gen.Int[16, 4096],
                Share,
                (thresholds, figures, texts, side, refer) => Make(task, count, seed, name, note, thresholds, figures, texts, side, refer)));

    private static ModelManifest Make(
        ClassificationTask task, int count, int seed, string name, string note, float[] thresholds, double[] figures, string[] texts, int side, float refer)
    {
        ImmutableArray<string> classes = [.. Enumerable.Range(0, task == ClassificationTask.Binary ? 2 : count).Select(i => $"{name} {i}")];
        return Manifests.Of(task, side) with
        {
            Classes = classes,
            NegativeClass = task == ClassificationTask.MultiLabel || (task == ClassificationTask.MultiClass && seed % 2 == 0) ? null : classes[0],
            Seed = seed,
            Thresholds = [.. thresholds],
            ReferBelow = refer,
            TypicalityLimit = refer + 0.1f,
            Notes = [note, .. texts],
            Metrics = [.. figures.Select(f => new MetricRecord(note, name, f, f - 1, null, 0.9, name, seed))],
            Hyperparameters = texts.Distinct().ToImmutableSortedDictionary(static t => t, _ => note),
        };
    }

    private static void Attempt(byte[] bytes)
    {
        try
        {
            ManifestSerializer.Read(bytes);
        }
        catch (ModelFileException)
        {
            // Refused in the way that callers know.
        }
    }

    private static JsonObject Json(ModelManifest manifest) => JsonNode.Parse(ManifestSerializer.Write(manifest))!.AsObject();

    private static void AssertComesBack(ModelManifest manifest) => AssertEqual(manifest, ManifestSerializer.Read(ManifestSerializer.Write(manifest)));

    // Records compare immutable arrays by identity: their JSON tells whether the content is the same.
    private static void AssertEqual(ModelManifest expected, ModelManifest found)
        => Assert.AreEqual(Encoding.UTF8.GetString(ManifestSerializer.Write(expected)), Encoding.UTF8.GetString(ManifestSerializer.Write(found)));
}
