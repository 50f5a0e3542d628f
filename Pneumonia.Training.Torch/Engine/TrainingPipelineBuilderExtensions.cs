namespace Pneumonia.Training.Torch.Engine;

/// <summary>The verb that adds this engine to a pipeline.</summary>
public static class TrainingPipelineBuilderExtensions
{
    /// <summary>Adds the engine that trains whole networks on libtorch.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="change">Changes the options; the defaults where null.</param>
    /// <exception cref="TrainingOptionsException">An option breaks a rule; all faults are listed.</exception>
    public static TrainingPipelineBuilder UseEndToEnd(this TrainingPipelineBuilder builder, Func<EndToEndEngineOptions, EndToEndEngineOptions>? change = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseEngine(new EndToEndEngine((change ?? (static o => o))(new EndToEndEngineOptions())));
    }
}
