using System.Text.RegularExpressions;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Data;

/// <summary>How the patient is read from the name of an image. Immutable.</summary>
public sealed class PatientRule
{
    private const int MaxPatternLength = 1000;
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly Func<string, string?> find;

    private PatientRule(string name, Func<string, string?> find)
    {
        Name = name;
        this.find = find;
    }

    /// <summary>Kermany, then NIH: the first that reads at least 95% of the names; otherwise none, with a warning.</summary>
    public static PatientRule Auto { get; } = new("auto", static _ => null);

    /// <summary>
    /// Kermany et al. 2018: <c>person7_virus_12.jpeg</c> → <c>person7_virus</c>, <c>NORMAL2-IM-0007-0001.jpeg</c> → <c>NORMAL2-IM-0007</c>,
    /// <c>BACTERIA-1008087-0001.jpeg</c> → <c>BACTERIA-1008087</c>.
    /// </summary>
    public static PatientRule Kermany { get; } = new("kermany", static name => KermanyNames.PatientOf(FileName(name)));

    /// <summary>NIH ChestX-ray8/14: the digits before the first underscore, <c>00001280_004.jpg</c> → <c>00001280</c>.</summary>
    public static PatientRule Nih { get; } = new("nih", static name => NihPatient(FileName(name)));

    /// <summary>One image = one patient.</summary>
    public static PatientRule None { get; } = new("none", static _ => null);

    /// <value>What <see cref="Parse"/> understands: <c>auto</c>, <c>kermany</c>, <c>nih</c>, <c>none</c> or the pattern itself.</value>
    public string Name { get; }

    /// <summary>
    /// A regular expression whose first group (or, without groups, whole match) is the patient. It sees the file name with its extension; a
    /// pattern that holds a <c>/</c> sees the name relative to the data set, folders included.
    /// </summary>
    /// <exception cref="ArgumentException">The pattern is empty, longer than 1,000 characters or no regular expression.</exception>
    public static PatientRule FromRegex(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        if (pattern.Length > MaxPatternLength)
            throw new ArgumentException(
                $"A patient pattern has at most {MaxPatternLength} characters, not {pattern.Length}.", nameof(pattern));

        Regex regex = Compile(pattern);
        bool wholeName = pattern.Contains('/', StringComparison.Ordinal);
        return new(pattern, name =>
        {
            Match match = regex.Match(wholeName ? name : FileName(name));
            if (!match.Success)
                return null;
            Group group = match.Groups.Count > 1 ? match.Groups[1] : match;
            return group.Length > 0 ? group.Value : null;
        });
    }

    /// <summary>Reads <c>auto</c>, <c>kermany</c>, <c>nih</c> or <c>none</c> (any case); anything else is a regular expression.</summary>
    /// <exception cref="ArgumentException">As for <see cref="FromRegex"/>.</exception>
    public static PatientRule Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        PatientRule[] named = [Auto, Kermany, Nih, None];
        return named.FirstOrDefault(r => r.Name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) ?? FromRegex(text);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>
    /// The patient of one name, or null where the rule doesn't fit (always for Auto, which is decided over all names, and None).
    /// </summary>
    /// <exception cref="RegexMatchTimeoutException">A pattern with look-around or back references took longer than a second.</exception>
    internal string? Find(string name) => find(name);

    private static Regex Compile(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // Look-around and back references need backtracking: then a clock bounds it.
            return new Regex(pattern, Options, MatchTimeout);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(
                $"The patient rule '{pattern}' is none of auto, kermany, nih, none, and no regular expression: {e.Message}", nameof(pattern), e);
        }
    }

    private static string FileName(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static string? NihPatient(string fileName)
    {
        int digits = fileName.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && fileName[digits] == '_' ? fileName[..digits] : null;
    }
}
