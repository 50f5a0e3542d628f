using System.Security.Cryptography;
using Google.Protobuf;
using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>A backbone, understood by its structure: from one image input to its last map, all after that cut away.</summary>
/// <remarks>Immutable once read. Believe it only after <see cref="GraphVerifier"/> has compared it with its source.</remarks>
internal sealed class BackboneGraph
{
    private BackboneGraph(string sha256, ImageInput input, Preprocessing preprocessing, PoolingSite site)
        => (Sha256, Input, Preprocessing, Site) = (sha256, input, preprocessing, site);

    /// <value>SHA-256 of the file's bytes, lower-case hexadecimal.</value>
    internal string Sha256 { get; }

    internal ImageInput Input { get; }

    internal Preprocessing Preprocessing { get; }

    internal PoolingSite Site { get; }

    /// <value>F: features an image.</value>
    internal int FeatureWidth { get; private init; }

    /// <value>h: rows of the last map.</value>
    internal int MapHeight { get; private init; }

    /// <value>w: columns of the last map.</value>
    internal int MapWidth { get; private init; }

    /// <value>The standard operator set that the file was written for.</value>
    internal long Opset { get; private init; }

    /// <value>From the input to the map, ready for inference on any batch, still in <see cref="Opset"/>.</value>
    internal GraphProto Body { get; private init; } = new();

    /// <value>The file's own nodes, unedited, ended at the pooled tensor and the map: what the edited graph is compared with.</value>
    internal ModelProto SourceProbe { get; private init; } = new();

    /// <value>Equal for two readings of the same bytes that came to the same result.</value>
    internal string Key => $"{Sha256}|{Site.Map}|{Input.Side}|{Preprocessing.Key}";

    /// <summary>Reads a backbone and runs it once to learn its map's shape.</summary>
    /// <param name="bytes">An ONNX file; it may hold a whole classifier.</param>
    /// <param name="options">What the file can't say itself; the defaults where null.</param>
    /// <exception cref="OnnxGraphException">The file isn't a backbone that can be used; the message says why.</exception>
    internal static BackboneGraph Read(ReadOnlyMemory<byte> bytes, BackboneReadOptions? options = null)
    {
        options ??= new BackboneReadOptions();
        var model = OnnxFile.Read(bytes);
        var opset = OnnxFile.StandardOpset(model);
        OpsetUpgrade.RequireKnown(opset);

        var index = GraphIndex.Of(model.Graph);
        var input = ImageInput.Find(index, options.Side);
        var preprocessing = Choose(options.Preprocessing, input);
        var site = PoolingSite.Find(index, options.FeatureTensor);
        var (probe, shape) = Probe(model, index, input, site, options.Threads);
        if (site.Partial is not null && shape is [_, _, 1, 1])
        {
            site = site.AsWhole();
            (probe, shape) = Probe(model, index, input, site, options.Threads);
        }

        return new BackboneGraph(Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), input, preprocessing, site)
        {
            FeatureWidth = shape[1],
            MapHeight = shape[2],
            MapWidth = shape[3],
            Opset = opset,
            Body = InferenceForm.Of(index, index.CutAt(site.Map), input.Name),
            SourceProbe = probe,
        };
    }

    /// <summary>Writes a model from <c>pixels</c> [N, 1, S, S], greyscale 0…255, to <c>features</c> [N, F].</summary>
    /// <param name="includeMap">Adds the output <c>map</c> [N, F, h, w], of which the features are the mean.</param>
    /// <param name="metadata">What the file carries with it; nothing where null.</param>
    internal byte[] ToFeatureModel(bool includeMap = false, IEnumerable<KeyValuePair<string, string>>? metadata = null) => FeatureGraph.Write(this, includeMap, metadata);

    private static Preprocessing Choose(Preprocessing? given, ImageInput input)
    {
        if (given is not null && given.Mean.Length > 1 && given.Mean.Length != input.Channels)
        {
            throw new OnnxGraphException(
                $"input '{input.Name}'", $"must have the {given.Mean.Length} channels of the preprocessing", $"{input.Channels}");
        }

        return given ?? (input.Channels, input.Name) switch
        {
            (3, _) => Preprocessing.ImageNet,
            (_, "pixels") => Preprocessing.Raw,
            _ => throw new OnnxGraphException(
                $"input '{input.Name}'",
                "must be called 'pixels' if its one channel takes greyscale 0…255, or its preprocessing must be given",
                "neither"),
        };
    }

    private static (ModelProto Model, int[] MapShape) Probe(
        ModelProto model, GraphIndex index, ImageInput input, PoolingSite site, int threads)
    {
        if (!index.ComputedFrom(input.Name).Contains(site.Map))
            throw new OnnxGraphException($"tensor '{site.Map}'", $"must be computed from the image input '{input.Name}'", "it isn't");
        var cut = index.CutAt(site.Pooled is { } pooled ? [site.Map, pooled] : [site.Map]);
        var probe = new ModelProto { IrVersion = model.IrVersion, Graph = cut };
        probe.OpsetImport.AddRange(model.OpsetImport);
        using var runner = new OnnxRunner(probe.ToByteArray(), threads, "backbone");
        var black = new float[input.Channels * input.Side * input.Side];
        var map = runner.Run(black, [1, input.Channels, input.Side, input.Side], site.Map)[site.Map];
        if (map.Shape is not [1, > 0, > 0, > 0] || map.Floats.Length == 0)
            throw new OnnxGraphException($"tensor '{site.Map}'", "must be a float map of shape [1, F, h, w]", map.ShapeText);
        return (probe, map.Shape);
    }
}
