namespace Pneumonia.Training;
/// <summary>x</summary>
public sealed class TrainingPipeline
{
    internal TrainingPipeline(TrainingOptions options, TimeProvider time) { _ = options; _ = time; }
}
