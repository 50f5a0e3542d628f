namespace Pneumonia.Training.TensorFlow;

/// <summary>The networks that ML.NET's ImageClassificationTrainer knows, all trained on ImageNet.</summary>
public enum ImageClassificationArchitecture
{
    /// <summary>ResNet v2 with 50 layers, 299×299 pixels: ML.NET's default.</summary>
    ResnetV250,

    /// <summary>ResNet v2 with 101 layers, 299×299 pixels: about twice as slow.</summary>
    ResnetV2101,

    /// <summary>Inception v3, 299×299 pixels.</summary>
    InceptionV3,

    /// <summary>MobileNet v2, 224×224 pixels: by far the fastest.</summary>
    MobilenetV2,
}
