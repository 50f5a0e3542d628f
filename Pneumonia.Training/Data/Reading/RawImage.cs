using System.Collections.Immutable;

namespace Pneumonia.Training.Data.Reading;

/// <summary>An image as it is listed, before its label and patient are understood.</summary>
internal sealed record RawImage(string Path, string Name, string Label, DataSplit Split)
{
    /// <summary>The patient the CSV gives; null where a rule must find it.</summary>
    public string? Patient { get; init; }

    public ImmutableDictionary<string, string> Columns { get; init; } = ImageSample.NoColumns;

    /// <summary>Line in the CSV, from 1; 0 for folders.</summary>
    public int Line { get; init; }

    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    public string Where => Line > 0 ? $"line {Line}" : Show.Quoted(Name);
}
