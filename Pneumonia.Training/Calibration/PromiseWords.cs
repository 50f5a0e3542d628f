using System.Globalization;

namespace Pneumonia.Training.Calibration;

/// <summary>Says a promise in words.</summary>
internal static class PromiseWords
{
    public static string Explain(string rate, string cases, CertifiedScore found, PromiseOptions options)
    {
        var who = options.Clusters == ClusterRule.OneImageAPatient
            ? $"{found.Used} {cases} patients (one image each)"
            : $"{found.Images} {cases} images, worth {found.Used} independent ones (design effect {Number(found.DesignEffect)}; approximate)";
        var needed = options.Clusters == ClusterRule.OneImageAPatient ? "patients" : "images";

        var wrong = rate == "specificity" ? "called positive" : "missed";

        if (found.Images == 0)
            return $"No promise on {rate}: there are no {cases} images. {found.Needed} {cases} {needed} would do if none were {wrong}.";
        if (found.Certified)
            return $"{Capital(rate)} is at least {Number(options.Target)} with confidence {Number(options.Confidence)}, "
                + $"for images like those of calibration: of {who} {found.AllowedMisses} may be {wrong}, and {found.Misses} "
                + $"{(found.Misses == 1 ? "is" : "are")}.";
        return $"No promise on {rate}: {who} are too few to certify {Number(options.Target)} with confidence {Number(options.Confidence)}; "
            + $"{found.Needed} {cases} {needed} would do if none were {wrong}. The threshold only meets the target on the calibration images.";
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
