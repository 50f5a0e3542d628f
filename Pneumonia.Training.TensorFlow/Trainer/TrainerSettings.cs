namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>What ML.NET's trainer is told, after every rule it leaves to its users was applied.</summary>
internal sealed record TrainerSettings
{
    public required ImageClassificationArchitecture Architecture { get; init; }

    /// <value>Never above the number of examples: the trainer would divide by zero batches and learn at a rate of NaN.</value>
    public required int BatchSize { get; init; }

    public required int Epochs { get; init; }

    /// <value>The trainer ignores its option of that name unless it has no schedule: the schedule is built from this.</value>
    public required float LearningRate { get; init; }

    /// <value>Null where no images judge the epochs.</value>
    public required int? Patience { get; init; }

    public required float MinGain { get; init; }

    /// <param name="options">As the user or a trial chose.</param>
    /// <param name="examples">Training examples.</param>
    /// <param name="judges">Images that judge the epochs.</param>
    public static TrainerSettings For(ImageClassificationOptions options, int examples, int judges) => new()
    {
        Architecture = options.Architecture,
        BatchSize = Math.Min(options.BatchSize, examples),
        Epochs = options.Epochs,
        LearningRate = options.LearningRate,
        Patience = options.Patience > 0 && judges > 0 ? options.Patience : null,
        MinGain = options.MinGain,
    };
}
