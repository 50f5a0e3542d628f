using System.Collections.Immutable;
using Pneumonia.Training.Data;

namespace Pneumonia.Training.Screening;

/// <summary>Something that is wrong, or worth knowing, with images or with the data set.</summary>
public sealed record ScreeningFinding
{
    /// <value>What was found.</value>
    public required ScreeningKind Kind { get; init; }

    /// <value>How much it matters.</value>
    public required NoteSeverity Severity { get; init; }

    /// <value>The images it is about; empty where it is about the whole set.</value>
    public required ImmutableArray<ImageSample> Files { get; init; }

    /// <value>The rule and the value found, in words.</value>
    public required string Problem { get; init; }

    /// <value>What was done about it, in words.</value>
    public required string Done { get; init; }

    /// <value>Those of <see cref="Files"/> that were left out because of it.</value>
    public ImmutableArray<ImageSample> LeftOut { get; init; } = [];

    /// <value>The name of the first of <see cref="Files"/>, or an empty text.</value>
    public string Name => Files.IsEmpty ? "" : Files[0].Name;

    /// <value><see cref="Kind"/> in words.</value>
    public string KindInWords => KindWords.Of(Kind);
}
