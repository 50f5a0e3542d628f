using Pneumonia.Training.Packaging;

namespace Pneumonia.Training.Torch.Engine;

/// <summary>What the EndToEnd engine works with.</summary>
public sealed record EndToEndEngineOptions
{
    /// <value>
    /// The training that a search begins with; its trials change network, augmentation, learning rate, weight decay and epochs. Seed and threads are
    /// those of the run. The side of the input must be one that a model file can have: 64, 96, 112, 128, 144, 160, 176, 192, 224, 256, 288, 299, 320, 384,
    /// 448 or 512 pixels. Patience counts only where members leave folds out: without rows to judge by nothing can end early.
    /// </value>
    public EndToEndOptions Training { get; init; } = new();

    /// <value>
    /// A backbone whose weights are the start: "chest", a name of the catalogue or the path of an ONNX file. It must be of <see cref="Training"/>'s network,
    /// which trials then keep. Null (default): random weights.
    /// </value>
    public string? StartFrom { get; init; }

    /// <value>
    /// Networks trained to score the training rows out of fold: the folds are merged into so many (2 or more), or 0 for one a fold. With 2 (default) each
    /// network sees half the rows: that costs one full training in all, and its scores are somewhat pessimistic. Trials below full fidelity always take 2.
    /// </value>
    public int ScoringFolds { get; init; } = 2;

    /// <value>
    /// Training images below which the engine does not count as suitable where the first suitable one is taken, unless it starts from trained weights: a whole
    /// network learns too little from so few. Range 0 and more. Default 1,000.
    /// </value>
    public int FewestImages { get; init; } = 1000;

    /// <summary>Every broken rule, in words: name, rule and value.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var fault in Training.Faults()) yield return fault;
        // A training alone may have any side: its result is ONNX. What the engine trains becomes a model file.
        if (!InputSides.Allows(Training.Network.InputSize)) yield return $"The network's input size {InputSides.Rule}; it is {Training.Network.InputSize}.";
        if (ScoringFolds is < 0 or 1 or > 100) yield return $"The scoring folds must be 0, or lie in 2…100; they are {ScoringFolds}.";
        if (FewestImages < 0) yield return $"The fewest images must be 0 or more; they are {FewestImages}.";
        if (StartFrom is not null && string.IsNullOrWhiteSpace(StartFrom)) yield return "The backbone to start from is empty.";
    }
}
