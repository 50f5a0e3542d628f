using Pneumonia.Training.Data;

namespace Pneumonia.Training.Report;

/// <summary>A wrong decision.</summary>
/// <param name="Sample">The image.</param>
/// <param name="Label">The finding it is about.</param>
/// <param name="Truth">The image's true labels in words.</param>
/// <param name="Missed">True: the finding was there and not called; false: called and not there.</param>
/// <param name="Probability">What the model gave it.</param>
/// <param name="Threshold">The bar.</param>
internal sealed record WorstError(ImageSample Sample, string Label, string Truth, bool Missed, float Probability, float Threshold);
