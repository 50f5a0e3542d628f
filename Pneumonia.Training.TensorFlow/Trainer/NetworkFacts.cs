using System.Collections.Immutable;

namespace Pneumonia.Training.TensorFlow.Trainer;

/// <summary>What must be known of a network before ML.NET loads it.</summary>
/// <param name="Name">Its name in journals and manifests.</param>
/// <param name="WeightsFile">The file that the trainer looks for below <c>MLNET</c> in its temporary folder.</param>
/// <param name="Side">Side of its input in pixels.</param>
/// <param name="Multiplications">Multiply–accumulates of one image, in millions.</param>
internal sealed record NetworkFacts(string Name, string WeightsFile, int Side, double Multiplications)
{
    private static readonly ImmutableDictionary<ImageClassificationArchitecture, NetworkFacts> All =
        new Dictionary<ImageClassificationArchitecture, NetworkFacts>
        {
            [ImageClassificationArchitecture.ResnetV250] = new("resnet-v2-50", "resnet_v2_50_299.meta", 299, 6500),
            [ImageClassificationArchitecture.ResnetV2101] = new("resnet-v2-101", "resnet_v2_101_299.meta", 299, 13000),
            [ImageClassificationArchitecture.InceptionV3] = new("inception-v3", "inception_v3.meta", 299, 5700),
            [ImageClassificationArchitecture.MobilenetV2] = new("mobilenet-v2", "mobilenet_v2.meta", 224, 300),
        }.ToImmutableDictionary();

    public static NetworkFacts Of(ImageClassificationArchitecture architecture) => All[architecture];

    /// <summary>The architecture of that name.</summary>
    public static ImageClassificationArchitecture Named(string name) => All.Single(a => a.Value.Name == name).Key;
}
