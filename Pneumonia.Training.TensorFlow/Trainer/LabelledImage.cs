using Pneumonia.Training.Features;

namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>An image and what it should become.</summary>
/// <param name="Image">The file.</param>
/// <param name="Class">Index of its class.</param>
internal sealed record LabelledImage(ImageFile Image, int Class);
