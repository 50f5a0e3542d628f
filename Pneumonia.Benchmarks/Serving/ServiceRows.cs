using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model;

namespace Pneumonia.Benchmarks.Serving;

/// <summary>The service for the table, by wall time and by its processor time, which clients on the same processors do not distort.</summary>
internal static class ServiceRows
{
    private const int Clients = 32;
    private static readonly TimeSpan ShortestTurn = TimeSpan.FromSeconds(3);
    private const string InProcess = "PredictBatch in process";
    private const string Direct = "minimal API that calls PneumoniaClassifier.Predict";
    private const string Pooled = "minimal API with an ObjectPool of PredictionEngines";

    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs)
    {
        var model = inputs.Options.Model;
        using var classifier = PneumoniaClassifier.Load(model);
        using var pool = new EnginePool(model);
        await using var ours = await BenchmarkService.StartAsync(model, 16);
        await using var direct = await BenchmarkService.StartDirectAsync(classifier);
        await using var pooled = await BenchmarkService.StartDirectAsync(image =>
        {
            var answer = pool.Predict(image.ToArray());
            return new { answer.PredictedLabel, answer.Score };
        });
        // Shorter turns would mostly measure how clients begin and end.
        var turn = inputs.Options.Turn < ShortestTurn ? ShortestTurn : inputs.Options.Turn;
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds,
            ThroughputBenchmark.Served("ours", ours, inputs.Small.Folder, Clients, turn),
            Contender.Repeat(InProcess, turn, () => classifier.PredictBatch(inputs.Small.Bytes).Length),
            ThroughputBenchmark.Served(Direct, direct, inputs.Small.Folder, Clients, turn),
            ThroughputBenchmark.Served(Pooled, pooled, inputs.Small.Folder, Clients, turn));
        return
        [
            Row.Of($"service, {Clients} clients on sockets", turns, InProcess, Direct, "images/s"),
            Row.Of($"service, {Clients} clients on sockets", turns, null, Pooled, "images/s"),
            Row.OfProcessor($"service, {Clients} clients on sockets, by its own processor time", turns, InProcess, Direct, "images/processor second"),
        ];
    }
}
