namespace Pneumonia.Training.TensorFlow;

/// <summary>The verb that adds this engine to a pipeline.</summary>
public static class TrainingPipelineBuilderExtensions
{
    /// <summary>Adds ML.NET's ImageClassificationTrainer on TensorFlow. Where this build holds none, the engine reports itself unavailable.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="change">Changes the options; the defaults where null.</param>
    /// <exception cref="TrainingOptionsException">An option breaks a rule; all faults are listed.</exception>
    public static TrainingPipelineBuilder UseImageClassificationTrainer(
        this TrainingPipelineBuilder builder, Func<ImageClassificationOptions, ImageClassificationOptions>? change = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseEngine(new ImageClassificationEngine((change ?? (static o => o))(new ImageClassificationOptions())));
    }
}
