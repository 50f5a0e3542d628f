using Pneumonia.Training;
using Pneumonia.Training.Data;
using Pneumonia.Training.Packaging;

namespace Pneumonia.Benchmarks.Screening;

/// <summary>How many of known wrong labels the audit finds: some are flipped, a model is trained, and its ranking is read from the top.</summary>
internal static class LabelAuditBenchmark
{
    private const int Seed = 1;

    /// <param name="folder">Images, labelled well.</param>
    /// <param name="backbone">Name or path of a backbone.</param>
    /// <param name="share">Share of the labels that are flipped.</param>
    /// <param name="work">Keeps features between runs.</param>
    public static int Run(string folder, string backbone, double share, string work)
    {
        using var own = PrivateFolder.Create();
        var data = DataSetReader.Read(folder);
        var order = Enumerable.Range(0, data.Samples.Length).ToArray();
        new Random(Seed).Shuffle(order);
        var flipped = order.Take((int)(share * order.Length)).Select(i => data.Samples[i].Path).ToHashSet(StringComparer.Ordinal);
        var csv = own.File("flipped.csv");
        File.WriteAllLines(csv, data.Samples
            .Select(s => $"\"{s.Path}\",{data.Classes[flipped.Contains(s.Path) ? 1 - s.Labels[0] : s.Labels[0]]},{s.Patient},train")
            .Prepend("path,label,patient,split"));

        var result = TrainingPipeline.Create().FromCsv(csv).UseFrozenFeatures(f => f with { Backbones = [backbone] })
            .WithSplits(static s => s with { TestFraction = 0 }).WithBudget(maxTrials: 8).RememberIn(work).SaveTo(own.File("model.zip"))
            .Build().RunAsync().GetAwaiter().GetResult();

        var ranking = result.LabelAudit.Ranking;
        var wrong = ranking.Select(s => flipped.Contains(s.Sample.Path)).ToArray();
        var known = wrong.Count(static w => w);
        Console.WriteLine(FormattableString.Invariant(
            $"{ranking.Length} labels, {known} flipped ({share:P0}), {Path.GetFileName(backbone)}: {result.LabelAudit.LikelyWrong} look wrong, {result.LabelAudit.EstimatedErrors:0} estimated"));
        foreach (var top in new[] { 0.02, 0.05, 0.08, 0.10, 0.15 })
        {
            var found = wrong.Take((int)(top * wrong.Length)).Count(static w => w);
            Console.WriteLine(FormattableString.Invariant($"  first {top,4:P0} of the list: {found} of {known} flipped ({found / (double)known:P1})"));
        }

        return 0;
    }
}
