namespace Pneumonia.Training.Data.Reading;

/// <summary>Foreign text in our messages: a file name may hold line breaks or terminal escapes.</summary>
internal static class Show
{
    private const int MaxLength = 200;

    public static string Quoted(string text) => $"'{Plain(text)}'";

    public static string Plain(string text)
    {
        string head = text.Length <= MaxLength ? text : $"{text[..(MaxLength / 2)]}…{text[^(MaxLength / 2)..]}";
        return string.Create(head.Length, head, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = char.IsControl(source[i]) ? '\uFFFD' : source[i];
        });
    }

    /// <summary>The first few, quoted, and a count of the rest.</summary>
    public static string First(IEnumerable<string> texts, int shown = 3)
    {
        string[] all = [.. texts];
        string head = string.Join(", ", all.Take(shown).Select(Quoted));
        return all.Length <= shown ? head : $"{head} and {all.Length - shown} more";
    }

    public static string Count(long n, string one, string? many = null) => n == 1 ? $"1 {one}" : $"{n} {many ?? one + "s"}";
}
