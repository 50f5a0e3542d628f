using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Screening;

/// <summary>Everything screening found.</summary>
/// <param name="Images">Images looked at.</param>
/// <param name="LeftOut">Of these, how many were left out; <paramref name="Findings"/> names each with its reason.</param>
/// <param name="Findings">By kind, and within a kind in the order of the data set.</param>
/// <param name="Failures">The findings whose policy is <see cref="ScreeningPolicy.Fail"/>.</param>
public sealed record ScreeningReport(int Images, int LeftOut, ImmutableArray<ScreeningFinding> Findings, ImmutableArray<ScreeningFinding> Failures)
{
    /// <value>The images that can't be decoded, one a finding.</value>
    public ImmutableArray<ScreeningFinding> Unreadable => [.. Findings.Where(static f => f.Kind is ScreeningKind.Unreadable or ScreeningKind.Truncated)];

    /// <summary>Ends the run where a finding says so, or where no image is left.</summary>
    /// <param name="subject">What was screened.</param>
    /// <exception cref="DataSetException">There are failures; all are listed.</exception>
    public void ThrowIfFailed(string subject)
    {
        if (LeftOut == Images && Findings.FirstOrDefault(static f => !f.LeftOut.IsEmpty) is { } first)
            throw new DataSetException(subject, [$"none of its {Images:N0} images can be used; the first is '{first.LeftOut[0].Name}': {first.Problem}"]);
        if (!Failures.IsEmpty) throw new DataSetException(subject, Failures.Select(static f => $"{f.KindInWords}{(f.Files.IsEmpty ? "" : $", {Show.First(f.Files.Select(static i => i.Name))}")}: {f.Problem}"));
    }
}
