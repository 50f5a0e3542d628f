using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Benchmarks.Micro;

/// <summary>BenchmarkDotNet, short and inside this process: the rounds in turns of the other measurements show more than long runs one after the other.</summary>
internal static class MicroSettings
{
    /// <summary>Median seconds of each benchmark of a class, by name.</summary>
    public static IReadOnlyDictionary<string, double> Run<T>(int rounds)
    {
        using var folder = PrivateFolder.Create();
        var job = Job.Dry.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(1).WithIterationCount(2 * rounds)
            .WithInvocationCount(1).WithUnrollFactor(1).WithStrategy(BenchmarkDotNet.Engines.RunStrategy.Monitoring);
        var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).AddColumnProvider(DefaultColumnProviders.Instance)
            .WithArtifactsPath(folder.Path).WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator);
        var summary = BenchmarkRunner.Run<T>(config);
        return summary.Reports.ToDictionary(
            static r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            static r => (r.ResultStatistics ?? throw new InvalidOperationException($"BenchmarkDotNet has no figures for {r.BenchmarkCase.DisplayInfo}.")).Median / 1e9);
    }
}
