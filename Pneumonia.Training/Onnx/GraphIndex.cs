using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>Who makes which tensor, in an order in which the graph can run.</summary>
internal sealed class GraphIndex
{
    private readonly Dictionary<string, NodeProto> producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> initializers = new(StringComparer.Ordinal);

    private readonly HashSet<string> inputs = new(StringComparer.Ordinal);

    private GraphIndex(GraphProto graph) => Graph = graph;

    internal GraphProto Graph { get; }

    /// <value>The nodes, each after all it needs; otherwise as the file has them.</value>
    internal IReadOnlyList<NodeProto> Nodes { get; private set; } = [];

    /// <value>The inputs that are no initializers (IR 3 lists those as well).</value>
    internal IReadOnlyList<ValueInfoProto> Inputs { get; private set; } = [];

    /// <summary>Indexes a graph and proves that it can run.</summary>
    /// <exception cref="OnnxGraphException">A tensor is made twice or never, or the nodes run in a circle.</exception>
    internal static GraphIndex Of(GraphProto graph)
    {
        var index = new GraphIndex(graph);
        foreach (var tensor in graph.Initializer)
            index.initializers[tensor.Name] = tensor;
        index.Inputs = [.. graph.Input.Where(input => !index.initializers.ContainsKey(input.Name))];
        index.inputs.UnionWith(index.Inputs.Select(input => input.Name));
        foreach (var node in graph.Node)
            index.AddProducer(node);
        index.Nodes = index.Sort();
        foreach (var output in graph.Output)
            index.RequireKnown(output.Name, "the graph's outputs");
        return index;
    }

    internal NodeProto? Producer(string tensor) => producers.GetValueOrDefault(tensor);

    private bool Knows(string tensor)
        => producers.ContainsKey(tensor) || initializers.ContainsKey(tensor) || inputs.Contains(tensor);

    /// <summary>Whole numbers that are fixed in the graph, as an initializer or a Constant node; null where they are computed.</summary>
    internal long[]? Constant(string tensor)
    {
        while (Producer(tensor) is { OpType: "Identity" } copy)
            tensor = copy.FirstInput();
        if (initializers.TryGetValue(tensor, out var initializer))
            return OnnxTensors.ReadIntegers(initializer);
        if (Producer(tensor) is not { OpType: "Constant" } node)
            return null;
        return node.Find("value")?.T is { } value ? OnnxTensors.ReadIntegers(value) : node.Find("value_ints")?.Ints.ToArray();
    }

    /// <summary>The nodes that the given tensors need, in running order.</summary>
    internal IReadOnlyList<NodeProto> NeededFor(IEnumerable<string> tensors)
    {
        var wanted = new HashSet<string>(tensors, StringComparer.Ordinal);
        var kept = new List<NodeProto>();
        for (var i = Nodes.Count - 1; i >= 0; i--)
        {
            if (!Nodes[i].Output.Any(wanted.Contains))
                continue;
            kept.Add(Nodes[i]);
            wanted.UnionWith(Nodes[i].Input);
        }

        kept.Reverse();
        return kept;
    }

    /// <summary>The tensors that are computed from the given one, and itself.</summary>
    internal IReadOnlySet<string> ComputedFrom(string tensor)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { tensor };
        foreach (var node in Nodes)
        {
            if (node.Input.Any(reached.Contains))
                reached.UnionWith(node.Output);
        }

        return reached;
    }

    /// <summary>A graph that ends at the given tensors: what they don't need is cut away. Messages are shared, not copied.</summary>
    internal GraphProto CutAt(params IReadOnlyCollection<string> tensors)
    {
        var nodes = NeededFor(tensors);
        var used = nodes.SelectMany(node => node.Input).Concat(tensors).ToHashSet(StringComparer.Ordinal);
        var cut = new GraphProto { Name = Graph.Name };
        cut.Node.AddRange(nodes);
        cut.Initializer.AddRange(Graph.Initializer.Where(tensor => used.Contains(tensor.Name)));
        cut.Input.AddRange(Graph.Input.Where(input => used.Contains(input.Name)));
        cut.Output.AddRange(tensors.Select(tensor => new ValueInfoProto { Name = tensor }));
        return cut;
    }

    private void AddProducer(NodeProto node)
    {
        foreach (var output in node.Output.Where(name => name.Length > 0))
        {
            if (Knows(output) || !producers.TryAdd(output, node))
                throw new OnnxGraphException($"tensor '{output}'", "must be made once", $"a second time by {node.Describe()}");
        }
    }

    private void RequireKnown(string tensor, string reader)
    {
        if (tensor.Length > 0 && !Knows(tensor))
        {
            throw new OnnxGraphException(
                $"tensor '{tensor}'",
                "must be an input, an initializer or a node's output",
                $"nothing makes it, yet it is read by {reader}");
        }
    }

    /// <summary>Kahn's algorithm; of the nodes that are ready, the first in the file goes first, so a sorted file stays as it is.</summary>
    private List<NodeProto> Sort()
    {
        var readers = new Dictionary<NodeProto, List<int>>(ReferenceEqualityComparer.Instance);
        var waiting = new int[Graph.Node.Count];
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < waiting.Length; i++)
        {
            foreach (var input in Graph.Node[i].Input)
            {
                RequireKnown(input, Graph.Node[i].Describe());
                if (Producer(input) is not { } producer)
                    continue;
                waiting[i]++;
                if (!readers.TryGetValue(producer, out var list))
                    readers[producer] = list = [];
                list.Add(i);
            }

            if (waiting[i] == 0)
                ready.Enqueue(i, i);
        }

        var sorted = new List<NodeProto>(waiting.Length);
        while (ready.TryDequeue(out var i, out _))
        {
            sorted.Add(Graph.Node[i]);
            foreach (var reader in readers.GetValueOrDefault(Graph.Node[i], []))
            {
                if (--waiting[reader] == 0)
                    ready.Enqueue(reader, reader);
            }
        }

        if (sorted.Count < waiting.Length)
        {
            var stuck = Graph.Node[Array.FindIndex(waiting, count => count > 0)];
            throw new OnnxGraphException(
                stuck.Describe(), "must not depend on itself", $"a circle of at most {waiting.Length - sorted.Count} nodes");
        }

        return sorted;
    }
}
