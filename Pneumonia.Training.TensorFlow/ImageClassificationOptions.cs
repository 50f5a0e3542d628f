namespace Pneumonia.Training.TensorFlow;

/// <summary>What the engine of ML.NET's ImageClassificationTrainer works with. Seed and threads are those of the run.</summary>
public sealed record ImageClassificationOptions
{
    /// <value>The network that the search begins with. Default <see cref="ImageClassificationArchitecture.ResnetV250"/>, as in ML.NET.</value>
    public ImageClassificationArchitecture Architecture { get; init; } = ImageClassificationArchitecture.ResnetV250;

    /// <value>Whether trials may take the other networks too; their weights are fetched when a trial first does. Default true.</value>
    public bool SearchArchitectures { get; init; } = true;

    /// <value>Most passes over the training images' features, 1…10,000. Default 200, as in ML.NET.</value>
    public int Epochs { get; init; } = 200;

    /// <value>Examples a step, 1…4,096; never more than there are. Default 10, as in ML.NET.</value>
    public int BatchSize { get; init; } = 10;

    /// <value>
    /// Learning rate of the first two epochs, in (0, 1]; it then falls by 6% every two epochs. Default 0.01, as in ML.NET, which itself
    /// ignores its option of that name: here the schedule is built from it.
    /// </value>
    public float LearningRate { get; init; } = 0.01f;

    /// <value>
    /// Epochs without gain in accuracy on held-back training patients after which training ends, 0…10,000; 0 holds none back and trains all epochs.
    /// Default 20, as in ML.NET.
    /// </value>
    public int Patience { get; init; } = 20;

    /// <value>Least gain in accuracy that counts as one, in [0, 1). Default 0.01, as in ML.NET.</value>
    public float MinGain { get; init; } = 0.01f;

    /// <value>Networks trained to score the training rows out of fold: 0 (default) for one a fold, else the folds are merged into so many, 2…100.</value>
    public int ScoringFolds { get; init; }

    /// <value>
    /// A .meta file with the weights of <see cref="Architecture"/>, or a folder that holds such files under ML.NET's names. Null (default): the cache
    /// folder, and then a download.
    /// </value>
    public string? Weights { get; init; }

    /// <value>Whether weights that are not here may be fetched from ML.NET's own address, once, into the cache folder. Default true.</value>
    public bool AllowDownload { get; init; } = true;

    /// <value>Where fetched weights are kept. Default: beside the backbones, in the user's local application data.</value>
    public string? CacheFolder { get; init; }

    /// <summary>Every broken rule, in words: name, rule and value.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Architecture)) yield return $"The architecture {(int)Architecture} is not known.";
        if (Epochs is < 1 or > 10_000) yield return $"The epochs must lie in 1…10000; they are {Epochs}.";
        if (BatchSize is < 1 or > 4096) yield return $"The batch size must lie in 1…4096; it is {BatchSize}.";
        if (!(LearningRate is > 0 and <= 1)) yield return $"The learning rate must lie above 0 and at most at 1; it is {LearningRate}.";
        if (Patience is < 0 or > 10_000) yield return $"The patience must lie in 0…10000; it is {Patience}.";
        if (!(MinGain is >= 0 and < 1)) yield return $"The least gain must lie in 0…1, 1 exclusive; it is {MinGain}.";
        if (ScoringFolds is < 0 or 1 or > 100) yield return $"The scoring folds must be 0, or lie in 2…100; they are {ScoringFolds}.";
        if (Weights is not null && string.IsNullOrWhiteSpace(Weights)) yield return "The path of the weights is empty.";
        else if (Weights is not null && !File.Exists(Weights) && !Directory.Exists(Weights)) yield return $"There is no file or folder of weights at '{Weights}'.";
        if (CacheFolder is not null && string.IsNullOrWhiteSpace(CacheFolder)) yield return "The cache folder is empty.";
    }
}
