using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pneumonia.Model.Manifest;

/// <summary>The manifest as JSON: camelCase, indented, names of enumerations in words.</summary>
public static class ManifestSerializer
{
    /// <summary>A manifest as UTF-8 JSON.</summary>
    public static byte[] Write(ModelManifest manifest)
        => JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJsonContext.Default.ModelManifest);

    /// <summary>Reads and checks a manifest.</summary>
    /// <exception cref="ModelFileException">It is no JSON, of a newer format, or contradicts itself; every fault is named.</exception>
    public static ModelManifest Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            RefuseNewerFormat(utf8);
            var manifest = WithDefaults(JsonSerializer.Deserialize(utf8, ManifestJsonContext.Default.ModelManifest)
                ?? throw new JsonException("it is null"));
            ManifestValidator.Validate(manifest);
            return manifest;
        }
        catch (JsonException e)
        {
            throw new ModelFileException(ModelFileFault.Corrupt, $"The model's manifest can't be read: {e.Message}", e);
        }
    }

    // The serializer's generated code overlooks the initial values of init-only properties.
    private static ModelManifest WithDefaults(ModelManifest m) => m with
    {
        Hyperparameters = m.Hyperparameters ?? ImmutableSortedDictionary<string, string>.Empty,
        Notes = m.Notes.IsDefault ? [] : m.Notes,
    };

    // Before anything else is read: a newer format may have renamed every other field.
    private static void RefuseNewerFormat(ReadOnlySpan<byte> utf8)
    {
        var format = JsonSerializer.Deserialize(utf8, ManifestJsonContext.Default.FormatOnly)?.FormatVersion
            ?? throw new JsonException("it has no formatVersion");
        if (format > ModelManifest.CurrentFormat)
        {
            throw new ModelFileException(
                ModelFileFault.NewerFormat,
                $"The model file has format {format}; this version of Pneumonia.Model reads up to {ModelManifest.CurrentFormat}. Update the Pneumonia.Model package.");
        }
    }

    internal sealed record FormatOnly(int? FormatVersion);
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    MaxDepth = 16,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ManifestSerializer.FormatOnly))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
