namespace Pneumonia.Training.Torch.Networks;

/// <summary>The families of networks that can be trained end to end.</summary>
public enum NetworkFamily
{
    /// <summary>Pre-activation residual network (He et al. 2016, arXiv 1603.05027), with plain or bottleneck blocks.</summary>
    ResNetV2,

    /// <summary>Inverted residuals with linear bottlenecks (Sandler et al. 2018, arXiv 1801.04381).</summary>
    MobileNetV2,

    /// <summary>Stacked 3×3 convolutions with batch normalisation (Simonyan and Zisserman 2015, arXiv 1409.1556), without its dense layers.</summary>
    Vgg,
}
