namespace Pneumonia.Model.Manifest;

/// <summary>The rules of a <see cref="ReferenceRecord"/>.</summary>
internal static class ReferenceRules
{
    private const int MostEdges = 63;

    public static IEnumerable<string> Faults(ReferenceRecord r)
    {
        if (r.Images < 1) yield return $"the reference must rest on at least 1 image; it rests on {r.Images}.";
        foreach (var (name, spread) in new[] { ("typicality", r.Typicality), ("score", r.Score) })
        {
            if (spread is null) continue;
            if (spread.Edges.IsDefaultOrEmpty || spread.Edges.Length > MostEdges || spread.Shares.IsDefault || spread.Shares.Length != spread.Edges.Length + 1)
            {
                yield return $"the reference of {name} must have 1…{MostEdges} edges and one more share.";
                continue;
            }

            if (!spread.Edges.All(float.IsFinite) || !spread.Edges.Zip(spread.Edges.Skip(1), static (a, b) => a < b).All(static rises => rises))
                yield return $"the edges of the reference of {name} must be finite and rise.";
            if (!spread.Shares.All(static s => s is >= 0 and <= 1) || Math.Abs(spread.Shares.Sum() - 1) > 1e-6)
                yield return $"the shares of the reference of {name} must lie in 0…1 and sum to 1.";
        }
    }
}
