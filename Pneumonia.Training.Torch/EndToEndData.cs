using System.Collections.Immutable;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Torch;

/// <summary>Images with labels to learn from. Who holds rows out sees to it that no patient is on both sides.</summary>
public sealed record EndToEndData
{
    /// <value>The images, all readable.</value>
    public required ImmutableArray<ImageFile> Images { get; init; }

    /// <value>Their labels, in their order.</value>
    public required Targets Targets { get; init; }

    /// <value>Positions of images that are not learned from but scored after each epoch. Default none.</value>
    public ImmutableArray<int> HeldOut { get; init; } = [];

    /// <value>Positions of the images that each member leaves out in turn, one list a fold; none of them is in <see cref="HeldOut"/>. Default none.</value>
    public ImmutableArray<ImmutableArray<int>> Folds { get; init; } = [];

    /// <value>Whether the held-out rows are scored after each epoch; where not, they are only left out.</value>
    internal bool Judges { get; init; } = true;

    /// <value>What is refused before decoding.</value>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;
}
