namespace Pneumonia.Training.Features;

/// <summary>
/// The networks of the ONNX model zoo (onnx/models) that may be named without a path. Hashes and sizes are those of the repository's LFS
/// pointers, read on 2025-06-27; all were trained on ImageNet, none has seen a radiograph.
/// </summary>
public static class BackboneCatalog
{
    /// <value>All entries, smallest file first.</value>
    public static IReadOnlyList<BackboneCatalogEntry> Entries { get; } =
    [
        Entry("mobilenetv2-12", "mobilenet", ["mobilenetv2"], "c0c3f76d93fa3fd6580652a45618618a220fced18babf65774ed169de0432ad5", 13_964_571, 1280, "464"),
        Entry("mobilenetv2-7", "mobilenet", [], "c1c513582d56afceff8516c73804e484c81c6a830712ab6d682253f4a3cd042f", 14_246_826, 1280, "mobilenetv20_features_pool0_fwd", true),
        Entry("resnet18-v2-7", "resnet", ["resnet18"], "3b4d048057854022232aa20bf68262e31718ab7119a17f920b8a2dc1433f824b", 46_806_737, 512, "resnetv22_pool1_fwd"),
        Entry("resnet34-v2-7", "resnet", ["resnet34"], "3d3815e25f4b1ea967e2a526a3b27ef2a03af1725bdc199a63a271c26862d914", 87_288_587, 512, "resnetv23_pool1_fwd"),
        Entry("resnet50-v2-7", "resnet", ["resnet50"], "79102261eb6e5fd7af5d27f41316293e388c5cb691e5d25bfb035c4f64fefe31", 102_442_452, 2048, "resnetv24_pool1_fwd"),
        Entry("resnet101-v2-7", "resnet", ["resnet101"], "3a0a819ea0953fb4700b0d98e43540aeee253e5b4c503c552b0c7979fc67767d", 178_682_301, 2048, "resnetv25_pool1_fwd"),
        Entry("vgg16-7", "vgg", [], "f20805a3ecccaa88647bbab4ad011ff2412a9838485ea844de0fcbce349820b9", 553_437_328, 512, "vgg0_pool4_fwd", true),
        Entry("vgg16-12", "vgg", ["vgg16"], "722c42f53ca03a5480296bf8f9c85a151de3eed9ec982d7d2302ff6e2900c67b", 553_437_752, 512, "", true),
    ];

    /// <summary>The entry of that name or alias, in any case, with or without ".onnx"; null where there is none.</summary>
    public static BackboneCatalogEntry? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bare = name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name;
        return Entries.FirstOrDefault(entry => entry.Aliases.Prepend(entry.Name).Contains(bare, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The entry whose file has that SHA-256; null where there is none.</summary>
    public static BackboneCatalogEntry? FindByHash(string sha256)
        => Entries.FirstOrDefault(entry => string.Equals(entry.Sha256, sha256, StringComparison.OrdinalIgnoreCase));

    // The zoo left its Git LFS store for Hugging Face in 2025, once as a copy of the repository and once as a repository for each model.
    private static BackboneCatalogEntry Entry(
        string name, string family, string[] aliases, string sha256, long bytes, int width, string tensor, bool hasFixedBatch = false) => new()
        {
            Name = name,
            Aliases = aliases,
            Sha256 = sha256,
            Bytes = bytes,
            Mirrors =
            [
                new($"https://huggingface.co/onnxmodelzoo/legacy_models/resolve/main/validated/vision/classification/{family}/model/{name}.onnx"),
                new($"https://huggingface.co/onnxmodelzoo/{name}/resolve/main/{name}.onnx"),
            ],
            FeatureWidth = width,
            FeatureTensor = tensor,
            HasFixedBatch = hasFixedBatch,
        };
}
