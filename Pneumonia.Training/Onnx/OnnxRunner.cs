using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Pneumonia.Training.Onnx;

/// <summary>One ONNX Runtime session over a model in memory, with faults told in this folder's words.</summary>
internal sealed class OnnxRunner : IDisposable
{
    private readonly InferenceSession session;
    private readonly string subject;
    private readonly string input;

    /// <summary>Loads a model.</summary>
    /// <param name="model">The model's bytes; it has one input.</param>
    /// <param name="threads">Threads within an operator, at least 1.</param>
    /// <param name="subject">What messages call the model.</param>
    /// <exception cref="OnnxGraphException">ONNX Runtime refuses it.</exception>
    internal OnnxRunner(byte[] model, int threads, string subject)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        this.subject = subject;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new OnnxGraphException(subject, "must load in ONNX Runtime", error.Message, error);
        }

        // Where IR 3 lists initializers as inputs, ONNX Runtime tells them apart.
        input = session.InputMetadata.Keys.First();
    }

    /// <summary>The model's own words about itself.</summary>
    internal IReadOnlyDictionary<string, string> Metadata => session.ModelMetadata.CustomMetadataMap;

    /// <summary>Runs one batch.</summary>
    /// <param name="values">The input, row by row.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="outputs">Which outputs to compute.</param>
    /// <exception cref="OnnxGraphException">The run fails, or an output is of another type than float or int64.</exception>
    internal IReadOnlyDictionary<string, RunOutput> Run(float[] values, ReadOnlySpan<int> shape, params IReadOnlyList<string> outputs)
    {
        var tensor = new DenseTensor<float>(values, shape);
        try
        {
            using var results = session.Run([NamedOnnxValue.CreateFromTensor(input, tensor)], [.. outputs]);
            return results.ToDictionary(result => result.Name, Read, StringComparer.Ordinal);
        }
        catch (OnnxRuntimeException error)
        {
            throw new OnnxGraphException(
                subject, $"must run on an input of shape [{string.Join(", ", shape.ToArray())}]", error.Message, error);
        }
    }

    public void Dispose() => session.Dispose();

    private RunOutput Read(DisposableNamedOnnxValue result) => result.Value switch
    {
        Tensor<float> floats => new RunOutput(floats.Dimensions.ToArray(), floats.ToArray(), []),
        Tensor<long> integers => new RunOutput(integers.Dimensions.ToArray(), [], integers.ToArray()),
        _ => throw new OnnxGraphException($"tensor '{result.Name}' of {subject}", "must be float32 or int64", $"{result.ElementType}"),
    };
}

/// <summary>What a run gave for one output: its shape and, by its type, floats or integers.</summary>
internal sealed record RunOutput(int[] Shape, float[] Floats, long[] Integers)
{
    internal string ShapeText => $"[{string.Join(", ", Shape)}]";
}
