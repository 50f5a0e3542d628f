namespace Pneumonia.Training.Torch.Networks;

/// <summary>Weights to start from: the same for the same seed on every machine, whatever library trains them.</summary>
internal static class WeightInitializer
{
    /// <summary>
    /// Kernels are normal with variance 2 / (outputs · kernel area) (He et al. 2015, arXiv 1502.01852), the head is nearly zero, so that training
    /// starts without an opinion.
    /// </summary>
    internal static NetworkWeights Random(NetworkPlan plan, int outputs, int seed)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var norms = plan.Steps.OfType<Step.BatchNorm>().SelectMany(static b => new[] { b.Scale, b.Variance }).ToHashSet(StringComparer.Ordinal);
        foreach (var slot in plan.Slots(outputs))
        {
            var tensor = values[slot.Name] = new float[slot.Count];
            if (norms.Contains(slot.Name)) Array.Fill(tensor, 1f);
            else if (slot.Name == NetworkPlan.HeadWeight) Normal(tensor, 0.01, seed, slot.Name);
            else if (slot.Role == TensorRole.Weight) Normal(tensor, Math.Sqrt(2.0 / (slot.Shape[0] * slot.Shape[2] * slot.Shape[3] / Groups(plan, slot.Name))), seed, slot.Name);
        }

        return new NetworkWeights(values);
    }

    // A channel of a grouped convolution feeds only the outputs of its group.
    private static int Groups(NetworkPlan plan, string weight) => plan.Steps.OfType<Step.Convolution>().First(c => c.Weight == weight).Groups;

    private static void Normal(float[] tensor, double deviation, int seed, string name)
    {
        var random = new ImageRandom(StableSeed.Of(seed, $"weights {name}", 0));
        for (var i = 0; i < tensor.Length; i++) tensor[i] = (float)(deviation * random.Normal());
    }
}
