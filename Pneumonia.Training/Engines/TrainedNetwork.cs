using System.Collections.Immutable;
using Pneumonia.Training.Features;

namespace Pneumonia.Training.Engines;

/// <summary>A trained network: what an engine ends with, and what is packaged.</summary>
public abstract class TrainedNetwork : IDisposable
{
    // Only this project's engines can be packaged.
    private protected TrainedNetwork()
    {
    }

    /// <value>Where the backbone came from.</value>
    public abstract Backbone Backbone { get; }

    /// <value>Side of the square it takes, in pixels.</value>
    public abstract int InputSize { get; }

    /// <value>What a user of this very network should know, in whole sentences; they go into manifest and report.</value>
    public virtual ImmutableArray<string> Notes => [];

    /// <value>Versions of packages that made it, beyond those every run uses.</value>
    public virtual ImmutableSortedDictionary<string, string> Packages => ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Logits [images, K] of images, given by their position in <see cref="EngineContext.Images"/>.</summary>
    public abstract float[] Logits(ImmutableArray<int> images, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
