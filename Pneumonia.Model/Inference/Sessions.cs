using Microsoft.ML.OnnxRuntime;

namespace Pneumonia.Model.Inference;

/// <summary>The one place where ONNX Runtime sessions are made.</summary>
internal static class Sessions
{
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
