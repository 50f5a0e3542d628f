using System.Collections.Immutable;
using System.Diagnostics;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Evaluation.Stress;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Screening.Duplicates;
using Pneumonia.Training.Screening.Rules;
using Pneumonia.Training.Screening.Traits;

namespace Pneumonia.Benchmarks.Screening;

/// <summary>Where screening's bars stand: the traits of good radiographs, how alike they look, and what the same images give when they are spoilt.</summary>
internal static class ScreeningBenchmark
{
    private const int Spoilt = 200;
    private const int Quality = 90;

    private static readonly ImmutableArray<(string Name, Func<ImageTraits, double> Value)> Traits =
    [
        ("contrast", static t => t.Contrast), ("median", static t => t.Median), ("black", static t => t.Black), ("white", static t => t.White),
        ("blur", static t => t.Blur), ("coloured", static t => t.Coloured), ("thinner bar", static t => t.ThinnerBar), ("pose confidence", static t => t.PoseConfidence),
    ];

    // Beyond what the stress suite asks of a model: what nobody should train on.
    private static readonly ImmutableDictionary<string, ImmutableArray<double>> Harsher = ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase,
    [
        KeyValuePair.Create<string, ImmutableArray<double>>("brightness", [-100, 100]),
        KeyValuePair.Create<string, ImmutableArray<double>>("contrast", [0.15]),
        KeyValuePair.Create<string, ImmutableArray<double>>("blur", [3, 6]),
    ]);

    public static int Run(string folder)
    {
        var files = BenchmarkImages.In(folder);
        var watch = Stopwatch.StartNew();
        var traits = new ImageTraits[files.Count];
        Parallel.For(0, traits.Length, i => traits[i] = TraitMeasurement.Of(File.ReadAllBytes(files[i].Path), ImageLimits.Default));
        Console.WriteLine(FormattableString.Invariant($"{folder}: {traits.Length} images, {traits.Length / watch.Elapsed.TotalSeconds:0} a second"));
        foreach (var (name, value) in Traits) Console.WriteLine($"  {name,-16} {Quantiles(traits.Select(value))}");
        Console.WriteLine($"  blamed: {Blamed(traits)}");
        Looks([.. traits.Select(static t => t.Hash).Distinct()]);
        Spoil([.. Enumerable.Range(0, Math.Min(Spoilt, files.Count)).Select(i => files[(int)((long)i * files.Count / Math.Min(Spoilt, files.Count))].Path)]);
        return 0;
    }

    private static void Looks(PerceptualHash[] hashes)
    {
        var nearest = new int[PerceptualHash.Bits + 1];
        for (var i = 0; i < hashes.Length; i++)
        {
            var mirrored = hashes[i].Mirrored;
            for (var j = i + 1; j < hashes.Length; j++) nearest[Math.Min(hashes[i].Distance(hashes[j]), mirrored.Distance(hashes[j]))]++;
        }

        var index = new HammingIndex(hashes);
        var watch = Stopwatch.StartNew();
        var distance = new ScreeningOptions().NearDuplicateBits;
        foreach (var hash in hashes) _ = index.Within(hash, distance).Count() + index.Within(hash.Mirrored, distance).Count();
        var closest = string.Join(", ", Enumerable.Range(0, nearest.Length).Where(d => nearest[d] > 0).Take(4).Select(d => $"{d} bits: {nearest[d]}"));
        Console.WriteLine(FormattableString.Invariant(
            $"  {hashes.Length} different hashes; closest pairs {closest}; index: {index.Comparisons / (2.0 * hashes.Length * hashes.Length):P2} of all pairs compared, {watch.ElapsedMilliseconds} ms"));
    }

    private static void Spoil(IReadOnlyList<string> files)
    {
        foreach (var shift in StressShifts.All)
        {
            foreach (var level in shift.Levels.Concat(Harsher.GetValueOrDefault(shift.Name, [])).Order())
            {
                var (traits, distances) = (new ImageTraits[files.Count], new int[files.Count]);
                Parallel.For(0, files.Count, i =>
                {
                    var image = ImageDecoder.Decode(File.ReadAllBytes(files[i]), targetSide: TraitMeasurement.Side);
                    traits[i] = TraitMeasurement.Of(GreyJpeg.Encode(shift.Apply(image, level, i), Quality), ImageLimits.Default);
                    distances[i] = traits[i].Hash.Distance(PerceptualHash.Of(image));
                });
                Array.Sort(distances);
                Console.WriteLine(FormattableString.Invariant(
                    $"  {shift.Name} {level}: hash moves {distances[distances.Length / 2]} bits, at most {distances[^1]}; blamed: {Blamed(traits)}"));
            }
        }
    }

    private static string Blamed(IReadOnlyList<ImageTraits> traits)
    {
        var options = new ScreeningOptions();
        var kinds = traits.SelectMany(t => ImageRules.Of(t, options)).GroupBy(static f => f.Kind).OrderBy(static g => g.Key);
        var any = traits.Count(t => ImageRules.Of(t, options).Any());
        return FormattableString.Invariant($"{any / (double)traits.Count:P2}{string.Concat(kinds.Select(g => FormattableString.Invariant($", {g.Key} {g.Count() / (double)traits.Count:P1}")))}");
    }

    private static string Quantiles(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Join("   ", new[] { 0, 0.005, 0.5, 0.995, 1 }.Select(q => FormattableString.Invariant($"{q:P1} {sorted[(int)(q * (sorted.Length - 1))],7:0.000}")));
    }
}
