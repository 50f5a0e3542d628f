using System.Security.Cryptography;

namespace Pneumonia.Training.Features;

/// <summary>The chest backbone that ships inside this assembly, so that training needs no network.</summary>
internal static class EmbeddedBackbone
{
    public const string Name = "chest";
    private const string Resource = "chest.onnx";

    private static readonly Lazy<Backbone> Shared = new(Make);

    public static Backbone Instance => Shared.Value;

    private static Backbone Make()
    {
        var bytes = Read();
        return new Backbone(Name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length, "MIT", Read);
    }

    private static byte[] Read()
    {
        using var stream = typeof(EmbeddedBackbone).Assembly.GetManifestResourceStream(Resource)
            ?? throw new BackboneException($"This build of Pneumonia.Training lacks its backbone '{Name}' (resource '{Resource}').");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
