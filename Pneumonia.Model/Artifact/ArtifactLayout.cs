using System.Collections.Immutable;

namespace Pneumonia.Model.Artifact;

/// <summary>Where things lie inside a model .zip, beside what ML.NET writes.</summary>
internal static class ArtifactLayout
{
    public const string Manifest = "Pneumonia/manifest.json";

    /// <summary>SHA-256 of the manifest; the manifest holds those of all the rest.</summary>
    public const string Seal = "Pneumonia/manifest.sha256";

    /// <summary>The first 16 hex digits of the SHA-256 of every image that training or calibration saw, one a line, sorted.</summary>
    public const string SeenImages = "Pneumonia/seen-images.txt";

    public const int SeenDigits = 16;

    public const string Card = "Pneumonia/model-card.md";

    /// <summary>How ML.NET's OnnxTransformer names its graph; the entry is an int32 length and the raw ONNX bytes.</summary>
    public const string OnnxEntrySuffix = "OnnxModel";

    public const int OnnxEntryPrefixBytes = sizeof(int);

    public const long MaxManifestBytes = 4 << 20;

    public const long MaxTextBytes = 64 << 20;

    /// <summary>Most bytes of a model file beside its graph.</summary>
    public const long MaxBytesBesideGraph = 128 << 20;

    /// <summary>Deflate makes nothing larger than this many times its size: an entry that claims more lies.</summary>
    public const long MaxInflation = 1032;

    public const int MaxEntries = 4096;

    /// <summary>Column and tensor names of the graph.</summary>
    public static class Graph
    {
        public const string Pixels = "pixels";
        public const string Logits = "logits";
        public const string Probabilities = "probabilities";
        public const string ClassIndex = "class_index";
        public const string ActivationMap = "activation_map";
        public const string Typicality = "typicality";
        public const string LabelFlags = "label_flags";

        /// <summary>[N, 1] int64: one of <see cref="Decisions"/> by its position. Files of before it was added lack it.</summary>
        public const string Decision = "decision";

        /// <summary>What the numbers of <see cref="Decision"/> mean; new ones may only be appended.</summary>
        public static readonly ImmutableArray<Pneumonia.Model.Decision> Decisions =
        [
            Pneumonia.Model.Decision.Negative, Pneumonia.Model.Decision.Positive, Pneumonia.Model.Decision.Refer, Pneumonia.Model.Decision.NotAChestXray,
        ];
    }
}
