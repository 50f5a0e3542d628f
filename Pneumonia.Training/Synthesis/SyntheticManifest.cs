using System.Text.Json;

namespace Pneumonia.Training.Synthesis;

/// <summary>The content of <c>synthetic.json</c>: marks a folder as ours and says which set it holds.</summary>
internal sealed record SyntheticManifest(string Generator, int Version, SyntheticOptions Options)
{
    public const string FileName = "synthetic.json";

    /// <summary>Counts up whenever equal options would give other pixels.</summary>
    public const int CurrentVersion = 1;

    private const string OurGenerator = "Pneumonia.MLNet synthetic radiographs";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static SyntheticManifest For(SyntheticOptions options) => new(OurGenerator, CurrentVersion, options);

    /// <summary>The manifest of a folder; null where there is none of ours.</summary>
    public static SyntheticManifest? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (!File.Exists(path)) return null;
            var manifest = JsonSerializer.Deserialize<SyntheticManifest>(File.ReadAllText(path));
            return manifest?.Generator == OurGenerator && manifest.Options is not null ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Indented) + "\n");
}
