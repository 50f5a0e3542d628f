using System.Collections.Immutable;
using Pneumonia.Training.Data;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Screening.Rules;

/// <summary>What is wrong with the set as a whole: patients on two sides, classes with few images.</summary>
internal static class DataSetRules
{
    public static IEnumerable<Suspicion> Patients(DataSet data)
    {
        foreach (var patient in Enumerable.Range(0, data.Samples.Length).GroupBy(i => data.Samples[i].Patient, StringComparer.Ordinal))
        {
            var sides = patient.Select(i => OfficialSplits.Side(data.Samples[i].Split)).Distinct().Order().ToArray();
            if (sides.Length < 2) continue;
            yield return new Suspicion(
                ScreeningKind.PatientAcrossSplits, true, [.. patient],
                $"Patient {Show.Quoted(patient.Key)} has images in {string.Join(" and ", sides)}: a result on them may look better than it is.")
            {
                Excludes = [.. patient.Where(i => OfficialSplits.Side(data.Samples[i].Split) != sides[0])],
                Otherwise = "Left as the author split them.",
            };
        }
    }

    /// <param name="data">The data set without what is left out.</param>
    /// <param name="options">The bar.</param>
    public static IEnumerable<Suspicion> FewImages(DataSet data, ScreeningOptions options)
    {
        var counts = data.CountByClass();
        for (var k = 0; k < counts.Length; k++)
        {
            if (counts[k] >= options.FewImages) continue;
            yield return new Suspicion(
                ScreeningKind.FewImages, true, [],
                $"The class {Show.Quoted(data.Classes[k])} has {Show.Count(counts[k], "image")}; with fewer than {options.FewImages} neither learning nor measuring it can be relied on.")
            {
                Otherwise = "Nothing can be done but to collect more: intervals and promises will be wide.",
            };
        }
    }
}
