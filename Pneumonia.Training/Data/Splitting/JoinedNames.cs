namespace Pneumonia.Training.Data.Splitting;

/// <summary>
/// Which names mean the same one (disjoint sets). A set goes by its first name in ordinal order, whatever was joined first.
/// </summary>
internal sealed class JoinedNames
{
    private readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);

    public void Join(string a, string b)
    {
        (string first, string second) = (Of(a), Of(b));
        int order = string.CompareOrdinal(first, second);
        if (order < 0)
            parents[second] = first;
        else if (order > 0)
            parents[first] = second;
    }

    public string Of(string name)
    {
        string root = name;
        while (parents.TryGetValue(root, out string? parent))
            root = parent;
        // Shortens the way for the next who asks.
        while (name != root)
        {
            string parent = parents[name];
            parents[name] = root;
            name = parent;
        }

        return root;
    }
}
