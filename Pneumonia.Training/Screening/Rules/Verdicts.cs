using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Screening.Rules;

/// <summary>From suspicions to findings: what the policies make of them.</summary>
internal sealed class Verdicts(DataSet data, ScreeningOptions options)
{
    private const string NothingDone = "Reported only.";

    private readonly SortedSet<int> leftOut = [];
    private readonly List<ScreeningFinding> findings = [];
    private readonly List<ScreeningFinding> failures = [];

    public bool IsLeftOut(int row) => leftOut.Contains(row);

    public void Add(IEnumerable<Suspicion> suspicions)
    {
        foreach (var suspicion in suspicions) Add(suspicion);
    }

    private void Add(Suspicion s)
    {
        var policy = s.IsWarning ? options.PolicyOf(s.Kind) : ScreeningPolicy.Report;
        var excluded = s.IsUnusable || policy == ScreeningPolicy.Exclude ? s.IsUnusable ? s.Rows : s.Excludes : [];
        leftOut.UnionWith(excluded);
        var finding = new ScreeningFinding
        {
            Kind = s.Kind,
            Severity = s.IsWarning ? NoteSeverity.Warning : NoteSeverity.Info,
            Files = Samples(s.Rows),
            Problem = s.Problem,
            Done = excluded.IsEmpty ? s.Otherwise ?? NothingDone : excluded.Length == s.Rows.Length ? "Left out." : $"Left out but for {Show.Count(s.Rows.Length - excluded.Length, "image")}.",
            LeftOut = Samples(excluded),
        };
        findings.Add(finding);
        if (s.IsWarning && policy == ScreeningPolicy.Fail) failures.Add(finding);
    }

    // Within a kind findings stay in the order they came: that of the data set.
    public ScreeningReport ToReport() => new(data.Samples.Length, leftOut.Count, [.. findings.OrderBy(static f => f.Kind)], [.. failures.OrderBy(static f => f.Kind)]);

    private ImmutableArray<ImageSample> Samples(ImmutableArray<int> rows) => [.. rows.Select(r => data.Samples[r])];
}
