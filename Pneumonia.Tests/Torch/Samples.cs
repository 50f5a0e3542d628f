using Pneumonia.Training.Onnx;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Torch;

/// <summary>Small networks and numbers for tests.</summary>
internal static class Samples
{
    /// <summary>Every architecture, small enough to be fast.</summary>
    public static IReadOnlyDictionary<string, NetworkSpec> Networks { get; } = new Dictionary<string, NetworkSpec>
    {
        ["resnet18"] = NetworkSpec.ResNetV2(18) with { Width = 8, InputSize = 64 },
        ["resnet34"] = NetworkSpec.ResNetV2(34) with { Width = 4, InputSize = 64 },
        ["resnet50"] = NetworkSpec.ResNetV2(50) with { Width = 4, InputSize = 65 },
        ["resnet101"] = NetworkSpec.ResNetV2(101) with { Width = 4, InputSize = 64 },
        ["resnet50-imagenet"] = (NetworkSpec.ResNetV2(50) with { Width = 4, InputSize = 64 }).ForImageNet(),
        ["thin-standardised"] = NetworkSpec.Default with { Width = 8, InputSize = 80, Normalisation = InputNormalisation.Standardised },
        ["thin-standardised-colour"] = NetworkSpec.Default with { Width = 8, InputSize = 64, Channels = 3, Normalisation = InputNormalisation.Standardised },
        ["thin-fine"] = NetworkSpec.Default with { Width = 8, InputSize = 64, LastStageStride = 1 },
        ["two-stages"] = NetworkSpec.Default with { Width = 8, Blocks = [1, 3], InputSize = 33 },
        ["mobilenet"] = NetworkSpec.MobileNetV2() with { InputSize = 70 },
        ["mobilenet-half"] = NetworkSpec.MobileNetV2() with { Width = 16, InputSize = 64, Channels = 3, Normalisation = InputNormalisation.ImageNet },
        ["vgg11"] = NetworkSpec.Vgg(11) with { Width = 8, InputSize = 64 },
        ["vgg16"] = NetworkSpec.Vgg(16) with { Width = 8, InputSize = 77 },
    };

    /// <summary>Random weights whose statistics, scales and shifts are far from neutral, as after training.</summary>
    public static NetworkWeights Weights(NetworkPlan plan, int outputs, int seed)
    {
        var start = WeightInitializer.Random(plan, outputs, seed);
        var random = new ImageRandom(seed + 1);
        var values = new Dictionary<string, float[]>();
        foreach (var slot in plan.Slots(outputs))
        {
            values[slot.Name] = [.. start[slot.Name].Select(v =>
                slot.Name.EndsWith("variance", StringComparison.Ordinal) || slot.Name.EndsWith("scale", StringComparison.Ordinal) ? (float)random.Between(0.5, 1.5)
                : slot.Role == TensorRole.Weight ? v : (float)random.Between(-0.3, 0.3))];
        }

        return new NetworkWeights(values);
    }

    /// <summary>Grey images of values in [0, 255].</summary>
    public static float[] Pixels(int count, int side, int seed = 5) => VerificationImages.Make(seed, count, side);

    /// <summary>Logits [count, K] by the ONNX graph and the head.</summary>
    public static float[] OnnxLogits(NetworkPlan plan, NetworkWeights weights, float[] pixels, int count)
    {
        var side = plan.Spec.InputSize;
        using var runner = new OnnxRunner(NetworkGraph.Write(plan, weights), 1, "network");
        var features = runner.Run(pixels, [count, 1, side, side], "features")["features"];
        var head = weights[NetworkPlan.HeadWeight];
        var bias = weights[NetworkPlan.HeadBias];
        var logits = new float[count * bias.Length];
        for (var n = 0; n < count; n++)
        {
            for (var k = 0; k < bias.Length; k++)
            {
                double sum = bias[k];
                for (var f = 0; f < plan.Features; f++) sum += (double)features.Floats[(n * plan.Features) + f] * head[(k * plan.Features) + f];
                logits[(n * bias.Length) + k] = (float)sum;
            }
        }

        return logits;
    }
}
