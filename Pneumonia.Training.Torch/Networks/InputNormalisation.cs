namespace Pneumonia.Training.Torch.Networks;

/// <summary>What a network does first with grey values 0…255; part of the network and of its ONNX graph.</summary>
public enum InputNormalisation
{
    /// <summary>(v / 255 − 0.48) / 0.23: about zero mean and unit variance over chest X-rays.</summary>
    Scaled,

    /// <summary>(v − mean) / √(variance + 1) of each image: brightness and contrast of the exposure fall away, gamma does not.</summary>
    Standardised,

    /// <summary>v / 255, then ImageNet's mean and standard deviation of red, green and blue; takes three channels.</summary>
    ImageNet,
}
