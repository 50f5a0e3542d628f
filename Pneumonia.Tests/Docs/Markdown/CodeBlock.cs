namespace Pneumonia.Tests.Docs.Markdown;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">Name of the page, relative to the root.</param>
/// <param name="Line">Line of its opening fence, from 1.</param>
/// <param name="Language">What stands behind the fence; empty where nothing does.</param>
/// <param name="Text">Its lines.</param>
/// <param name="NotRun">Why it can't be run, from a comment <c>&lt;!-- not run: … --&gt;</c> right above it; null where it is run.</param>
internal sealed record CodeBlock(string Page, int Line, string Language, string Text, string? NotRun)
{
    /// <summary>As an editor finds it.</summary>
    public string Place => $"{Page}:{Line}";

    public override string ToString() => Place;
}
