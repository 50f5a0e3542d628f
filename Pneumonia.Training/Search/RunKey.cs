using System.Security.Cryptography;
using System.Text;

namespace Pneumonia.Training.Search;

/// <summary>Names everything that must be equal for a trial's result to hold again.</summary>
internal static class RunKey
{
    // Counts up whenever the same trial on the same data would give another result.
    private const int Version = 1;

    public static string Of(TrainingOptions options, string contentHash)
    {
        var text = FormattableString.Invariant(
            $"{Version}|{contentHash}|{options.Seed}|{options.Metric}|{options.TargetRecall}|{options.Splits.TestFraction}|{options.Splits.CalibrationFraction}|{options.Splits.Folds}|{options.Data.PatientRule}|{options.Data.Task}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
