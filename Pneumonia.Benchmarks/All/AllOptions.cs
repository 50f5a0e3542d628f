using System.Collections.Immutable;
using System.Globalization;

namespace Pneumonia.Benchmarks.All;

/// <summary>What <c>bench all</c> measures on.</summary>
internal sealed record AllOptions
{
    /// <value>Folder of small JPEGs; null (default) for synthetic ones.</value>
    public string? Data { get; init; }

    /// <value>Folder of JPEGs at full resolution; null (default) for synthetic ones.</value>
    public string? Large { get; init; }

    /// <value>Model file; default the one that ships.</value>
    public string Model { get; init; } = Path.Combine(AppContext.BaseDirectory, "models", "pneumonia-kermany.zip");

    /// <value>Backbones of the extraction beside the embedded one.</value>
    public ImmutableArray<string> Backbones { get; init; } = [];

    /// <value>What is measured, by the names of <see cref="AllBenchmark.Rooms"/>; empty (default) for everything.</value>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <value>Rounds that count, 1 or more; one more warms up. Default 3.</value>
    public int Rounds { get; init; } = 3;

    /// <value>Length of a turn in seconds, above 0. Default 1.</value>
    public double Seconds { get; init; } = 1;

    /// <value>Small images of an extraction or batch, 16 or more; half as many large ones. Default 320.</value>
    public int Images { get; init; } = 320;

    /// <value>File that gets the table; null (default) for none.</value>
    public string? Out { get; init; }

    public TimeSpan Turn => TimeSpan.FromSeconds(Seconds);

    /// <exception cref="ArgumentException">An option is unknown, lacks its value or breaks its range.</exception>
    public static AllOptions Parse(IReadOnlyList<string> args)
    {
        var options = new AllOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) throw new ArgumentException($"{args[i]} lacks its value.");
            var value = args[i + 1];
            options = args[i] switch
            {
                "--data" => options with { Data = value },
                "--large" => options with { Large = value },
                "--model" => options with { Model = value },
                "--backbone" => options with { Backbones = options.Backbones.Add(value) },
                "--only" when AllBenchmark.Rooms.ContainsKey(value) => options with { Only = options.Only.Add(value) },
                "--only" => throw new ArgumentException($"--only must be one of {string.Join(", ", AllBenchmark.Rooms.Keys)}; it is '{value}'."),
                "--rounds" => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--images" => options with { Images = int.Parse(value, CultureInfo.InvariantCulture) },
                "--out" => options with { Out = value },
                var other => throw new ArgumentException($"'{other}' is no option of 'all'."),
            };
        }

        if (options.Rounds < 1) throw new ArgumentException($"--rounds must be 1 or more; it is {options.Rounds}.");
        if (options.Seconds is not (> 0 and <= 600)) throw new ArgumentException($"--seconds must lie above 0 and at most 600; it is {options.Seconds}.");
        return options.Images >= 16 ? options : throw new ArgumentException($"--images must be 16 or more; it is {options.Images}.");
    }
}
