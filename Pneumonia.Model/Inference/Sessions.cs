using Microsoft.ML.OnnxRuntime;

namespace Pneumonia.Model.Inference;

/// <summary>The one place where ONNX Runtime sessions are made.</summary>
internal static class Sessions
{
    // Microseconds that a thread without work keeps its processor before it sleeps: longer than from one operator to the next, so that a network on
    // a quiet machine runs as with the runtime's own, much longer default; on a busy one, or between two runs, others get the processor.
    private const string Spin = "100";

    /// <exception cref="ModelFileException">ONNX Runtime refuses the graph.</exception>
    public static InferenceSession Create(byte[] graph, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.spin_duration_us", Spin);
        try
        {
            return new InferenceSession(graph, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFileException(ModelFileFault.Corrupt, $"ONNX Runtime refuses the model's graph: {e.Message}", e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            throw new ModelFileException(
                ModelFileFault.RuntimeMissing, $"ONNX Runtime's native library can't be loaded on this machine ({e.InnerException?.Message ?? e.Message}).", e);
        }
    }
}
