namespace Pneumonia.Benchmarks.Measuring;

/// <summary>Contenders that take turns in one process: whatever else the machine does hits all of them alike. The first round warms up and is not counted.</summary>
internal sealed class Turns
{
    private readonly Dictionary<string, List<Figures>> results = [];

    private Turns(IEnumerable<Contender> contenders)
    {
        Names = [.. contenders.Select(static c => c.Name)];
        foreach (var name in Names) results[name] = [];
    }

    public IReadOnlyList<string> Names { get; }

    public static async Task<Turns> RunAsync(int rounds, params Contender[] contenders)
    {
        var turns = new Turns(contenders);
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (name, run) in contenders)
            {
                var figures = await run();
                if (round > 0) turns.results[name].Add(figures);
            }
        }

        return turns;
    }

    public double Median(string name, Func<Figures, double> figure) => Median(results[name].Select(figure));

    public double Rate(string name) => Median(name, static f => f.Rate);

    /// <summary>Median of the rounds' ratios: within a round both met the same machine.</summary>
    public double Ratio(string name, string other, Func<Figures, double> figure)
        => Median(results[name].Zip(results[other], (a, b) => figure(a) / figure(b)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
