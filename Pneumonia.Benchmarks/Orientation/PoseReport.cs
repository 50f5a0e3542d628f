using Pneumonia.Model.Imaging;

namespace Pneumonia.Benchmarks.Orientation;

/// <summary>What a template says of one image.</summary>
/// <param name="Sample">The image, which is upright.</param>
/// <param name="Probabilities">One a pose; the first is upright.</param>
internal sealed record PoseAnswer(PoseSample Sample, double[] Probabilities)
{
    public double Confidence => Probabilities.Max();

    public bool IsRight => Probabilities[0] == Confidence;
}

/// <summary>How often a detector is right and wrong at a given least confidence.</summary>
internal static class PoseReport
{
    private const int Shown = 12;

    public static void Print(string title, IReadOnlyList<PoseAnswer> answers, IEnumerable<double> bars)
    {
        Console.WriteLine($"{title}: {answers.Count} images");
        foreach (var bar in bars)
        {
            var sure = answers.Where(a => a.Confidence >= bar).ToList();
            var (right, wrong) = (sure.Count(static a => a.IsRight), sure.Count(static a => !a.IsRight));
            Console.WriteLine(FormattableString.Invariant(
                $"  confidence ≥ {bar,-5} right {100.0 * right / answers.Count,6:0.00}%   wrong {100.0 * wrong / answers.Count,5:0.00}% ({wrong})"));
        }

        foreach (var a in answers.Where(static a => !a.IsRight).OrderByDescending(static a => a.Confidence).Take(Shown))
        {
            var pose = PoseSymmetry.ToPose(Array.IndexOf(a.Probabilities, a.Confidence), a.Confidence);
            Console.WriteLine(FormattableString.Invariant($"    {a.Sample.FileName}: {(pose.Inverted ? "inverted " : "")}{pose.Rotation}° at {a.Confidence:0.000}"));
        }
    }
}
