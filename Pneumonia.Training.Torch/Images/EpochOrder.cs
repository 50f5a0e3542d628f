using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Training.Engines;

namespace Pneumonia.Training.Torch.Images;

/// <summary>The rows of an epoch in their order, from the seed and the epoch's number alone.</summary>
internal static class EpochOrder
{
    internal static int[] Of(ImmutableArray<int> rows, Targets targets, RowSampling sampling, int seed, int epoch)
    {
        var random = new ImageRandom(StableSeed.Of(seed, "order", epoch));
        var order = sampling == RowSampling.Balanced && targets.Task != ClassificationTask.MultiLabel
            ? Balanced(rows, targets, ref random)
            : rows.ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    // Each class goes through its rows in a new order before any of them comes twice.
    private static int[] Balanced(ImmutableArray<int> rows, Targets targets, ref ImageRandom random)
    {
        var classes = rows.GroupBy(targets.Class).OrderBy(static g => g.Key).Select(static g => g.ToArray()).ToArray();
        var next = new int[classes.Length];
        var order = new int[rows.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var c = i % classes.Length;
            var members = classes[c];
            var at = next[c] % members.Length;
            var swap = at + random.Below(members.Length - at);
            (members[at], members[swap]) = (members[swap], members[at]);
            order[i] = members[at];
            next[c]++;
        }

        return order;
    }
}
