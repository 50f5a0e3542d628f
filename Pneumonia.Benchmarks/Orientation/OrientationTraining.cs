using System.Collections.Immutable;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Benchmarks.Orientation;

/// <summary>
/// Learns the detector of inverted and turned radiographs from folders of upright, positive ones, measures it on patients and folders that it
/// has not seen, and writes its weights. A wrong pose is the mirror of a right one: what is wrong on upright images is missed on turned ones.
/// </summary>
internal static class OrientationTraining
{
    private const int Folds = 5;
    private const int Epochs = 20;
    private const int Seed = 1;

    private static readonly ImmutableArray<double> Bars = [0, 0.5, 0.9, 0.95, 0.99, 0.999];

    /// <param name="output">Where the weights go.</param>
    /// <param name="heldOut">A folder whose images, told by their file names, nothing is learnt from.</param>
    /// <param name="folders">Folders of upright, positive radiographs.</param>
    public static int Run(string output, string heldOut, IReadOnlyList<string> folders)
    {
        var random = new Random(Seed);
        var outside = PoseSamples.Read(heldOut, random);
        var unseen = outside.Select(static s => s.FileName).ToHashSet(StringComparer.Ordinal);
        var samples = folders.SelectMany(f => PoseSamples.Read(f, random)).Where(s => !unseen.Contains(s.FileName)).ToImmutableArray();

        CrossValidate(samples, folders, random);
        foreach (var folder in folders)
        {
            var template = PoseTemplate.Learn(Thumbnails(samples.Where(s => s.Folder != folder)), Epochs, random);
            PoseReport.Print($"{folder}, learnt from the other folders alone", Answer(template, samples.Where(s => s.Folder == folder)), Bars);
        }

        var learnt = PoseTemplate.Learn(Thumbnails(samples), Epochs, random);
        var bytes = OrientationTemplate.Pack(learnt);
        File.WriteAllBytes(output, bytes);
        PoseReport.Print($"{heldOut}, held out, weights as written", Answer(OrientationTemplate.Unpack(bytes), outside), Bars);
        return 0;
    }

    private static void CrossValidate(ImmutableArray<PoseSample> samples, IReadOnlyList<string> folders, Random random)
    {
        var patients = samples.Select(static s => s.Patient).Distinct().Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(patients);
        var fold = patients.Select(static (patient, i) => (patient, i)).ToDictionary(static p => p.patient, static p => p.i % Folds);
        var answers = Enumerable.Range(0, Folds)
            .SelectMany(f => Answer(
                PoseTemplate.Learn(Thumbnails(samples.Where(s => fold[s.Patient] != f)), Epochs, random), samples.Where(s => fold[s.Patient] == f)))
            .ToList();
        foreach (var folder in folders) PoseReport.Print($"{folder}, held-out patients", [.. answers.Where(a => a.Sample.Folder == folder)], Bars);
    }

    private static List<PoseAnswer> Answer(float[] template, IEnumerable<PoseSample> samples)
        => [.. samples.Select(s => new PoseAnswer(s, PoseTemplate.Probabilities(PoseTemplate.Posed(template), s.Thumbnails[0])))];

    // A small folder is repeated, or a large one would teach its own framing alone; by the root, or its few images would be learnt by heart.
    private static List<float[]> Thumbnails(IEnumerable<PoseSample> samples)
    {
        var byFolder = samples.GroupBy(static s => s.Folder).Select(static g => g.SelectMany(static s => s.Thumbnails).ToList()).ToList();
        var most = byFolder.Max(static f => f.Count);
        return [.. byFolder.SelectMany(f => Enumerable.Repeat(f, (int)Math.Round(Math.Sqrt((double)most / f.Count))).SelectMany(static t => t))];
    }
}
