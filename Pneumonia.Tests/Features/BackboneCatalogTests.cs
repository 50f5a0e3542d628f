using Pneumonia.Training.Features;

namespace Pneumonia.Tests.Features;

[TestClass]
public sealed class BackboneCatalogTests
{
    [TestMethod]
    public void Entries_Always_AreWellFormed()
    {
        foreach (var entry in BackboneCatalog.Entries)
        {
            Assert.MatchesRegex("^[0-9a-f]{64}$", entry.Sha256);
            Assert.HasCount(2, entry.Mirrors);
            Assert.IsTrue(entry.Mirrors.All(mirror => mirror.Scheme == "https" && mirror.AbsolutePath.EndsWith($"/{entry.Name}.onnx", StringComparison.Ordinal)));
            Assert.IsGreaterThan(1_000_000, entry.Bytes);
        }
    }

    [TestMethod]
    public void Entries_NamesAndAliases_AreUnique()
    {
        var names = BackboneCatalog.Entries.SelectMany(entry => entry.Aliases.Prepend(entry.Name)).ToArray();

        Assert.HasCount(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase));
        Assert.HasCount(BackboneCatalog.Entries.Count, BackboneCatalog.Entries.Select(entry => entry.Sha256).Distinct());
    }

    [TestMethod]
    [DataRow("MobileNetV2", "mobilenetv2-12")]
    [DataRow("vgg16", "vgg16-12")]
    [DataRow("resnet101-v2-7.onnx", "resnet101-v2-7")]
    public void Find_NameOrAlias_GivesTheEntry(string name, string expected)
        => Assert.AreEqual(expected, BackboneCatalog.Find(name)?.Name);

    [TestMethod]
    public void FindByHash_UpperCase_GivesTheEntry()
        => Assert.AreSame(BackboneCatalog.Entries[2], BackboneCatalog.FindByHash(BackboneCatalog.Entries[2].Sha256.ToUpperInvariant()));
}
