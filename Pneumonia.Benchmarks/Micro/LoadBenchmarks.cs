using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Pneumonia.Benchmarks.All;
using Pneumonia.Model;
using Pneumonia.Model.Inference;

namespace Pneumonia.Benchmarks.Micro;

/// <summary>From a model file to something that answers.</summary>
public class LoadBenchmarks
{
    internal static AllInputs? Inputs { get; set; }

    // Benchmarks run inside this process; BenchmarkDotNet makes the instances itself.
    private readonly AllInputs inputs = Inputs!;

    /// <summary>Hashes checked, graph checked against the manifest.</summary>
    [Benchmark]
    public void Ours() => PneumoniaClassifier.Load(inputs.Options.Model).Dispose();

    /// <summary>The session alone, of bytes that are in memory.</summary>
    [Benchmark]
    public void Bare() => Sessions.Create(inputs.Graph, Environment.ProcessorCount).Dispose();

    /// <summary>ML.NET's own loading and its prediction engine.</summary>
    [Benchmark]
    public void Stock()
    {
        var ml = new MLContext(1).RegisterPneumonia();
        var transformer = ml.Model.Load(inputs.Options.Model, out _);
        // The engine owns the transformer and frees it.
        ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer).Dispose();
    }
}
