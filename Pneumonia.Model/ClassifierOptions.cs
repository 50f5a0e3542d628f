using Pneumonia.Model.Imaging;

namespace Pneumonia.Model;

/// <summary>How a <see cref="PneumoniaClassifier"/> runs.</summary>
public sealed record ClassifierOptions
{
    /// <value>Threads of the network for one prediction or batch; 0 (default) takes one a processor. Range 0…256.</value>
    public int Threads { get; init; }

    /// <value>Images that are decoded and answered together in <see cref="PneumoniaClassifier.PredictBatch(IEnumerable{string}, CancellationToken)"/>. Range 1…256; default 16.</value>
    public int BatchSize { get; init; } = 16;

    /// <value>What is refused before decoding.</value>
    public ImageLimits Images { get; init; } = ImageLimits.Default;

    /// <value>
    /// What becomes of a radiograph that is, with a confidence of at least 95%, a negative or lies on its side or head; default
    /// <see cref="PoseHandling.Correct"/>. ML.NET's road (<see cref="MLContextExtensions.LoadPneumonia"/>) answers every image as it lies.
    /// </value>
    public PoseHandling Pose { get; init; } = PoseHandling.Correct;

    /// <value>
    /// The latest answers that <see cref="PneumoniaClassifier.Drift"/> speaks of: from half as many to all. In images; range 400…1,000,000, default 2,000.
    /// Memory does not depend on it.
    /// </value>
    public int DriftWindow { get; init; } = 2000;

    /// <value>Largest graph read from a model file, in bytes, inclusive. Range 1 to what one array can hold, just below 2 GiB; default 1 GiB.</value>
    public long MaxGraphBytes { get; init; } = 1L << 30;

    internal int EffectiveThreads => Threads == 0 ? Environment.ProcessorCount : Threads;

    internal void Validate()
    {
        var faults = new List<string>();
        if (Threads is < 0 or > 256) faults.Add($"{nameof(Threads)} must lie in 0…256; it is {Threads}.");
        if (BatchSize is < 1 or > 256) faults.Add($"{nameof(BatchSize)} must lie in 1…256; it is {BatchSize}.");
        if (!Enum.IsDefined(Pose)) faults.Add($"{nameof(Pose)} must be Off, Refer or Correct; it is {(int)Pose}.");
        if (DriftWindow is < 400 or > 1_000_000) faults.Add($"{nameof(DriftWindow)} must lie in 400…1,000,000; it is {DriftWindow}.");
        if (MaxGraphBytes < 1 || MaxGraphBytes > Array.MaxLength) faults.Add($"{nameof(MaxGraphBytes)} must lie in 1…{Array.MaxLength}; it is {MaxGraphBytes}.");
        if (Images is null) faults.Add($"{nameof(Images)} must not be null.");
        else faults.AddRange(Images.Faults());
        if (faults.Count > 0) throw new ArgumentException(string.Join(" ", faults));
    }
}
