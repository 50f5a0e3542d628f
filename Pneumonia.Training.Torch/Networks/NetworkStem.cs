namespace Pneumonia.Training.Torch.Networks;

/// <summary>How a ResNet v2 begins, before its stages.</summary>
public enum NetworkStem
{
    /// <summary>Convolution 7×7 by 2, pooling 3×3 by 2: the first block normalises.</summary>
    Plain,

    /// <summary>Normalised input, convolution 7×7 by 2, normalisation, ReLU, pooling 3×3 by 2: as the networks of the ONNX model zoo begin.</summary>
    Zoo,
}
