using Pneumonia.Training.Onnx.Proto;

namespace Pneumonia.Training.Onnx;

/// <summary>Takes out of a cut graph what belongs to training or to a batch of one image.</summary>
internal static class InferenceForm
{
    /// <summary>Edits copies; the given graph stays as it is.</summary>
    /// <exception cref="OnnxGraphException">A node can't run as inference, or fixes the batch in a way that can't be opened.</exception>
    internal static GraphProto Of(GraphIndex index, GraphProto cut, string imageInput)
    {
        var image = index.ComputedFrom(imageInput);
        var outputs = cut.Output.Select(output => output.Name);
        var read = cut.Node.SelectMany(node => node.Input).Concat(outputs).ToHashSet(StringComparer.Ordinal);
        var form = new GraphProto();
        form.Initializer.AddRange(cut.Initializer);
        form.Output.AddRange(cut.Output);
        foreach (var original in cut.Node)
        {
            var node = original.Clone();
            node.Name = "";
            // Some exporters write the standard domain by its name, which not every reader knows.
            node.ClearDomain();
            switch (node.OpType)
            {
                case "Dropout":
                    Drop(node, read);
                    break;
                case "BatchNormalization":
                    Freeze(node, read);
                    break;
                case "Reshape" when image.Contains(node.FirstInput()):
                    OpenBatch(index, node, form);
                    break;
            }

            form.Node.Add(node);
        }

        return form;
    }

    private static void Drop(NodeProto node, HashSet<string> read)
    {
        KeepFirstOutput(node, read);
        node.OpType = "Identity";
        node.Attribute.Clear();
        while (node.Input.Count > 1)
            node.Input.RemoveAt(node.Input.Count - 1);
    }

    private static void Freeze(NodeProto node, HashSet<string> read)
    {
        if (node.Take("training_mode") is { I: not 0 })
        {
            throw new OnnxGraphException(
                node.Describe(), "must be in inference mode", "training_mode 1 (export the model in evaluation mode)");
        }

        if (node.Take("spatial") is { I: 0 })
            throw new OnnxGraphException(node.Describe(), "must normalise channels", "spatial 0");
        KeepFirstOutput(node, read);
    }

    private static void KeepFirstOutput(NodeProto node, HashSet<string> read)
    {
        while (node.Output.Count > 1)
        {
            if (read.Contains(node.Output[^1]) && node.Output[^1].Length > 0)
                throw new OnnxGraphException(node.Describe(), "must have only its first output used", $"'{node.Output[^1]}' is read too");
            node.Output.RemoveAt(node.Output.Count - 1);
        }
    }

    /// <summary>A shape that starts with the constant 1 was written for one image: 0 copies the batch from the input instead.</summary>
    private static void OpenBatch(GraphIndex index, NodeProto node, GraphProto form)
    {
        if (node.Input.Count < 2 || index.Constant(node.Input[1]) is not [1, _, ..] shape)
            return;
        if (node.IntOr("allowzero", 0) != 0)
            throw new OnnxGraphException(node.Describe(), "must not fix the batch", $"shape [{string.Join(',', shape)}] with allowzero");
        shape[0] = 0;
        node.Input[1] = $"{node.Output[0]}//open-shape";
        form.Initializer.Add(OnnxTensors.Integers(node.Input[1], [shape.Length], shape));
    }
}
