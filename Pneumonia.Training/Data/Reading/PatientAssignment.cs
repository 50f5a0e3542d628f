using System.Text.RegularExpressions;

namespace Pneumonia.Training.Data.Reading;

/// <summary>Gives every image its patient: the CSV's column first, then the rule, else the image stands for itself.</summary>
internal static class PatientAssignment
{
    private const double FewestMatched = 0.5;

    /// <summary>
    /// A patient with more of the images than this is no patient: the rule has read something else (a class number, a prefix).
    /// </summary>
    private const double LargestPlausibleShare = 0.25;
    private const int AlwaysPlausible = 20;

    public static string[] Apply(IReadOnlyList<LabelledImage> rows, PatientRule rule, FaultList faults, List<DataNote> notes)
    {
        RawImage[] unknown = [.. rows.Select(r => r.Raw).Where(r => r.Patient is null)];
        if (unknown.Length < rows.Count)
            notes.Add(DataNote.Info($"Patients: the column 'patient' names {rows.Count - unknown.Length} of {rows.Count}."));
        Dictionary<RawImage, string> found = unknown.Length == 0 ? [] : Match(unknown, rule, faults, notes);
        return [.. rows.Select(r => r.Raw.Patient ?? found.GetValueOrDefault(r.Raw, r.Raw.Name))];
    }

    private static Dictionary<RawImage, string> Match(RawImage[] images, PatientRule rule, FaultList faults, List<DataNote> notes)
    {
        if (rule == PatientRule.Auto)
            return Decide(images, notes);
        if (rule == PatientRule.None)
        {
            notes.Add(DataNote.Info($"Patient rule 'none': one image = one patient ({images.Length})."));
            return [];
        }

        try
        {
            Dictionary<RawImage, string> found = Find(images, rule);
            if (found.Count < FewestMatched * images.Length)
            {
                faults.Add(
                    $"the patient rule {Show.Quoted(rule.Name)} reads {found.Count} of {images.Length} names; at least half are needed. " +
                    $"Not read: {Unread(images, found)}.");
            }
            else
            {
                Report(images, rule, found, notes);
            }

            return found;
        }
        catch (RegexMatchTimeoutException e)
        {
            throw faults.Fatal(
                $"the patient rule {Show.Quoted(rule.Name)} takes longer than {e.MatchTimeout.TotalSeconds} s on {Show.Quoted(e.Input)}.", e);
        }
    }

    private static Dictionary<RawImage, string> Decide(RawImage[] images, List<DataNote> notes)
    {
        foreach (PatientRule rule in (PatientRule[])[PatientRule.Kermany, PatientRule.Nih])
        {
            Dictionary<RawImage, string> found = Find(images, rule);
            if (found.Count < KermanyNames.EnoughNames * images.Length || !Plausible(found))
                continue;
            Report(images, rule, found, notes);
            return found;
        }

        notes.Add(DataNote.Warning(
            "No patient rule matched: one image = one patient. If a patient has several images, they may end up on both sides of a split " +
            "and the result looks better than it is; give a patient rule or a column 'patient'."));
        return [];
    }

    private static void Report(RawImage[] images, PatientRule rule, Dictionary<RawImage, string> found, List<DataNote> notes)
    {
        int patients = found.Values.Distinct(StringComparer.Ordinal).Count();
        string read = $"Patient rule {Show.Quoted(rule.Name)} reads {found.Count} of {images.Length} names: {Show.Count(patients, "patient")}.";
        notes.Add(found.Count == images.Length
            ? DataNote.Info(read)
            : DataNote.Warning($"{read} The others count as one patient each: {Unread(images, found)}."));
    }

    private static Dictionary<RawImage, string> Find(RawImage[] images, PatientRule rule)
    {
        var found = new Dictionary<RawImage, string>(images.Length, ReferenceEqualityComparer.Instance);
        foreach (RawImage image in images)
        {
            if (rule.Find(image.Name) is { } patient)
                found[image] = patient;
        }

        return found;
    }

    private static bool Plausible(Dictionary<RawImage, string> found)
        => found.Values.CountBy(p => p, StringComparer.Ordinal).Max(p => p.Value)
            <= Math.Max(AlwaysPlausible, LargestPlausibleShare * found.Count);

    private static string Unread(RawImage[] images, Dictionary<RawImage, string> found)
        => Show.First(images.Where(i => !found.ContainsKey(i)).Select(i => i.Name));
}
