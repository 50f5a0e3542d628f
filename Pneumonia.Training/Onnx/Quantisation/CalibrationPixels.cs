using Microsoft.ML.OnnxRuntime;

namespace Pneumonia.Training.Onnx.Quantisation;

/// <summary>Prepared images, one after the other in memory.</summary>
/// <param name="Values">Count × side × side greys in [0, 255].</param>
/// <param name="Side">Side of an image.</param>
internal sealed record CalibrationPixels(float[] Values, int Side)
{
    internal int Count => Values.Length / (Side * Side);

    internal ReadOnlyMemory<float> this[int image] => Values.AsMemory(image * Side * Side, Side * Side);

    /// <summary>Some of them as a tensor [count, 1, side, side], to be disposed of; the memory is shared.</summary>
    internal OrtValue Batch(int first, int count)
        => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, Values.AsMemory(first * Side * Side, count * Side * Side), [count, 1, Side, Side]);

    internal CalibrationPixels Part(int first, int count) => new(Values[(first * Side * Side)..((first + count) * Side * Side)], Side);
}
