using System.Collections.Immutable;

namespace Pneumonia.Training.Engines;

/// <summary>A trained network: a backbone in ONNX and a linear head on its pooled features.</summary>
public abstract class TrainedNetwork : IDisposable
{
    /// <summary>Logits [positions, K] of images, given by their position in <see cref="EngineContext.Images"/>.</summary>
    public abstract float[] Logits(ImmutableArray<int> images, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
