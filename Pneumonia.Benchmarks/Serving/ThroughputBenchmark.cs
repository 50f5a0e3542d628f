using Microsoft.AspNetCore.Builder;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model;

namespace Pneumonia.Benchmarks.Serving;

/// <summary>
/// The service at saturation beside the classifier's own batches, in turns. Clients run in another process; where they share the processors with the
/// service, images a second of wall time flatter nobody, so images a second of the service's processor time are told too.
/// </summary>
internal static class ThroughputBenchmark
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string model, string folder, int rounds, int clients, int threads)
    {
        var images = BenchmarkImages.Bytes(folder);
        using var classifier = PneumoniaClassifier.Load(model, new ClassifierOptions { Threads = threads });
        await using var batching = await BenchmarkService.StartAsync(model, 16, threads);
        await using var single = await BenchmarkService.StartAsync(model, 1, threads);
        await using var direct = await BenchmarkService.StartDirectAsync(classifier);
        var turns = await Turns.RunAsync(
            rounds,
            Contender.Repeat("in process, PredictBatch", Turn, () => classifier.PredictBatch(images).Length),
            Served("service, batches of 16", batching, folder, clients, Turn),
            Served("service, BatchSize = 1", single, folder, clients, Turn),
            Served("endpoint that calls Predict", direct, folder, clients, Turn));

        Console.WriteLine($"{clients} clients on sockets in a process of their own, {rounds} rounds of {Turn.TotalSeconds:0} s in turns, medians; {(threads == 0 ? "all" : threads)} threads of the network; {MachineLoad.Now}");
        Console.WriteLine("what                           images/s  of in process   images/processor second  of in process   clients' processor ms an image   p50 ms   p99 ms");
        foreach (var name in turns.Names)
        {
            double Of(Func<Figures, double> figure) => turns.Median(name, figure);
            double Ratio(Func<Figures, double> figure) => turns.Ratio(name, turns.Names[0], figure);
            Console.WriteLine(FormattableString.Invariant(
                $"{name,-30} {Of(static f => f.Rate),8:0.0}  {Ratio(static f => f.Rate),13:0.00}  {Of(static f => f.PerProcessorSecond),24:0.0}  {Ratio(static f => f.PerProcessorSecond),13:0.00}  {Of(static f => f.ClientMilliseconds),31:0.000}  {Of(static f => f.P50),7:0.0}  {Of(static f => f.P99),7:0.0}"));
        }

        return 0;
    }

    /// <summary>A service under the clients of another process.</summary>
    public static Contender Served(string name, WebApplication service, string folder, int clients, TimeSpan turn) => new(name, async () =>
    {
        TimeSpan cpu = default;
        var outcome = await SocketLoad.MeasureAsync(BenchmarkService.At(service), folder, clients, turn, () => cpu = Contender.Processor());
        if (outcome.Refused > 0) throw new InvalidOperationException($"{outcome.Refused} requests to '{name}' were not answered with 200.");
        if (outcome.Answered == 0) throw new InvalidOperationException($"'{name}' answered nothing in {turn.TotalSeconds:0.#} s: take longer turns.");
        return new Figures(outcome.Answered / outcome.Seconds, outcome.Answered / (Contender.Processor() - cpu).TotalSeconds)
        {
            ClientMilliseconds = 1000 * outcome.Processor / outcome.Answered,
            P50 = outcome.P50,
            P99 = outcome.P99,
        };
    });
}
