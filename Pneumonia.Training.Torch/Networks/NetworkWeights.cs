namespace Pneumonia.Training.Torch.Networks;

/// <summary>The numbers of a network by tensor name, away from any tensor library. What is inside is never changed.</summary>
internal sealed class NetworkWeights
{
    private readonly Dictionary<string, float[]> values;

    internal static NetworkWeights Empty { get; } = new(new Dictionary<string, float[]>());

    /// <param name="values">Tensors by name, row-major.</param>
    internal NetworkWeights(IReadOnlyDictionary<string, float[]> values) => this.values = new Dictionary<string, float[]>(values, StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, float[]> Values => values;

    internal float[] this[string name] => values.TryGetValue(name, out var found)
        ? found
        : throw new EndToEndException($"The weights have no tensor '{name}'; they have {values.Count} others.");

    /// <summary>These weights, with those of the other where it has them.</summary>
    internal NetworkWeights With(NetworkWeights other)
    {
        var merged = new Dictionary<string, float[]>(values, StringComparer.Ordinal);
        foreach (var (name, tensor) in other.values) merged[name] = tensor;
        return new NetworkWeights(merged);
    }

    /// <summary>Refuses weights that are not exactly those of a network.</summary>
    /// <exception cref="EndToEndException">A tensor is missing, of another size, or one too many.</exception>
    internal void Require(NetworkPlan plan, int outputs)
    {
        var count = 0;
        foreach (var slot in plan.Slots(outputs))
        {
            count++;
            if (!values.TryGetValue(slot.Name, out var tensor))
                throw new EndToEndException($"The weights are not those of the network {plan.Spec.Name}: it needs a tensor '{slot.Name}', which they lack.");
            if (tensor.Length != slot.Count)
                throw new EndToEndException($"The weights are not those of the network {plan.Spec.Name}: its tensor '{slot.Name}' takes {slot.Count} values [{string.Join(", ", slot.Shape)}]; they have {tensor.Length}.");
        }

        if (values.Count != count)
            throw new EndToEndException($"The weights are not those of the network {plan.Spec.Name}: it needs {count} tensors; they have {values.Count}.");
    }

    /// <summary>Whether every number is finite.</summary>
    internal bool AreFinite() => values.Values.All(static tensor => tensor.All(float.IsFinite));
}
