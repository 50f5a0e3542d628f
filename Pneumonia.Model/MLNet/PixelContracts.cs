using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Pneumonia.Model.Artifact;

namespace Pneumonia.Model.MLNet;

/// <summary>
/// The input sizes that ML.NET's road knows. A size here is a promise to every saved .zip: add, never remove or rename.
/// </summary>
internal static class PixelContracts
{
    private static readonly ImmutableSortedDictionary<int, Func<MLContext, IEstimator<ITransformer>>> BySize =
        new Dictionary<int, Func<MLContext, IEstimator<ITransformer>>>
        {
            [64] = static ml => Mapping(ml, new Pixels64(), Pixels64.Contract),
            [96] = static ml => Mapping(ml, new Pixels96(), Pixels96.Contract),
            [112] = static ml => Mapping(ml, new Pixels112(), Pixels112.Contract),
            [128] = static ml => Mapping(ml, new Pixels128(), Pixels128.Contract),
            [144] = static ml => Mapping(ml, new Pixels144(), Pixels144.Contract),
            [160] = static ml => Mapping(ml, new Pixels160(), Pixels160.Contract),
            [176] = static ml => Mapping(ml, new Pixels176(), Pixels176.Contract),
            [192] = static ml => Mapping(ml, new Pixels192(), Pixels192.Contract),
            [224] = static ml => Mapping(ml, new Pixels224(), Pixels224.Contract),
            [256] = static ml => Mapping(ml, new Pixels256(), Pixels256.Contract),
            [288] = static ml => Mapping(ml, new Pixels288(), Pixels288.Contract),
            [299] = static ml => Mapping(ml, new Pixels299(), Pixels299.Contract),
            [320] = static ml => Mapping(ml, new Pixels320(), Pixels320.Contract),
            [384] = static ml => Mapping(ml, new Pixels384(), Pixels384.Contract),
            [448] = static ml => Mapping(ml, new Pixels448(), Pixels448.Contract),
            [512] = static ml => Mapping(ml, new Pixels512(), Pixels512.Contract),
        }.ToImmutableSortedDictionary();

    public static IEnumerable<int> Sizes => BySize.Keys;

    public static bool Knows(int size) => BySize.ContainsKey(size);

    public static IEstimator<ITransformer> Estimator(MLContext ml, int size) => BySize[size](ml);

    private static CustomMappingEstimator<EncodedImage, TRow> Mapping<TRow>(MLContext ml, PixelMapping<TRow> factory, string contract)
        where TRow : class, IPixelRow, new()
        => ml.Transforms.CustomMapping(factory.GetMapping(), contract);
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels64() : PixelMapping<Pixels64.Row>(64)
{
    public const string Contract = "Pneumonia.Pixels.64";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 64, 64)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels96() : PixelMapping<Pixels96.Row>(96)
{
    public const string Contract = "Pneumonia.Pixels.96";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 96, 96)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels112() : PixelMapping<Pixels112.Row>(112)
{
    public const string Contract = "Pneumonia.Pixels.112";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 112, 112)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels128() : PixelMapping<Pixels128.Row>(128)
{
    public const string Contract = "Pneumonia.Pixels.128";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 128, 128)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels144() : PixelMapping<Pixels144.Row>(144)
{
    public const string Contract = "Pneumonia.Pixels.144";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 144, 144)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels160() : PixelMapping<Pixels160.Row>(160)
{
    public const string Contract = "Pneumonia.Pixels.160";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 160, 160)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels176() : PixelMapping<Pixels176.Row>(176)
{
    public const string Contract = "Pneumonia.Pixels.176";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 176, 176)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels192() : PixelMapping<Pixels192.Row>(192)
{
    public const string Contract = "Pneumonia.Pixels.192";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 192, 192)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels224() : PixelMapping<Pixels224.Row>(224)
{
    public const string Contract = "Pneumonia.Pixels.224";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 224, 224)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels256() : PixelMapping<Pixels256.Row>(256)
{
    public const string Contract = "Pneumonia.Pixels.256";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 256, 256)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels288() : PixelMapping<Pixels288.Row>(288)
{
    public const string Contract = "Pneumonia.Pixels.288";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 288, 288)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels299() : PixelMapping<Pixels299.Row>(299)
{
    public const string Contract = "Pneumonia.Pixels.299";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 299, 299)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels320() : PixelMapping<Pixels320.Row>(320)
{
    public const string Contract = "Pneumonia.Pixels.320";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 320, 320)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels384() : PixelMapping<Pixels384.Row>(384)
{
    public const string Contract = "Pneumonia.Pixels.384";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 384, 384)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels448() : PixelMapping<Pixels448.Row>(448)
{
    public const string Contract = "Pneumonia.Pixels.448";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 448, 448)]
        public float[] Pixels { get; set; } = [];
    }
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class Pixels512() : PixelMapping<Pixels512.Row>(512)
{
    public const string Contract = "Pneumonia.Pixels.512";

    public sealed class Row : IPixelRow
    {
        [ColumnName(ArtifactLayout.Graph.Pixels), VectorType(1, 512, 512)]
        public float[] Pixels { get; set; } = [];
    }
}
