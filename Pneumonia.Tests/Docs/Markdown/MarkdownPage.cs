using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Pneumonia.Tests.Docs.Markdown;

/// <summary>What tests need of a Markdown file: fenced blocks, headings, links, code within the text. As much of the language as this repository writes.</summary>
/// <param name="Name">Relative to the root, with slashes.</param>
/// <param name="Path">Full path.</param>
/// <param name="Blocks">Fenced blocks, in order.</param>
/// <param name="Prose">Number and text of each line outside of fenced blocks.</param>
internal sealed partial record MarkdownPage(string Name, string Path, ImmutableArray<CodeBlock> Blocks, ImmutableArray<(int Line, string Text)> Prose)
{
    /// <summary>What a <c>#…</c> can point at, as GitHub names headings.</summary>
    public IEnumerable<string> Anchors
    {
        get
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (_, text) in Prose)
            {
                if (!Heading().IsMatch(text)) continue;
                var anchor = Anchor(text.TrimStart('#'));
                var before = seen.GetValueOrDefault(anchor);
                seen[anchor] = before + 1;
                yield return before == 0 ? anchor : $"{anchor}-{before}";
            }
        }
    }

    /// <summary>Targets of links and images, with their lines.</summary>
    public IEnumerable<(int Line, string Target)> Links
        => Prose.SelectMany(static p => Link().Matches(InlineCode().Replace(p.Text, "`")).Concat(Source().Matches(p.Text)).Select(m => (p.Line, m.Groups[1].Value)));

    /// <summary>Code between single backticks, with its line.</summary>
    public IEnumerable<(int Line, string Code)> Codes => Prose.SelectMany(static p => InlineCode().Matches(p.Text).Select(m => (p.Line, m.Groups[1].Value)));

    public static MarkdownPage Read(string root, string path)
    {
        var name = System.IO.Path.GetRelativePath(root, path).Replace('\\', '/');
        var blocks = ImmutableArray.CreateBuilder<CodeBlock>();
        var prose = ImmutableArray.CreateBuilder<(int, string)>();
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i]) is not { Success: true } opening)
            {
                prose.Add((i + 1, lines[i]));
                continue;
            }

            var end = Array.FindIndex(lines, i + 1, line => line.Trim() == opening.Groups["ticks"].Value);
            Assert.AreNotEqual(-1, end, $"{name}:{i + 1}: the fence is never closed.");
            var indent = opening.Groups["indent"].Length;
            blocks.Add(new CodeBlock(
                name, i + 1, opening.Groups["language"].Value,
                string.Join('\n', lines[(i + 1)..end].Select(line => line[Math.Min(indent, line.Length - line.TrimStart().Length)..])),
                i > 0 && Marker().Match(lines[i - 1]) is { Success: true } marker ? marker.Groups[1].Value : null));
            i = end;
        }

        return new MarkdownPage(name, path, blocks.ToImmutable(), prose.ToImmutable());
    }

    /// <summary>GitHub's rule: lower case, punctuation gone, spaces to hyphens.</summary>
    private static string Anchor(string heading)
    {
        var plain = LinkText().Replace(heading, "$1").Replace("`", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal).Trim().ToLowerInvariant();
        return string.Concat(plain.Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');
    }

    [GeneratedRegex(@"^(?<indent>\s*)(?<ticks>`{3,})(?<language>[\w#+-]*)\s*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*<!-- not run: (.+?) -->\s*$")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^#{1,6}\s")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"<(?:img|source|a)[^>]*?(?:src|srcset|href)=""([^""]+)""")]
    private static partial Regex Source();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InlineCode();
}
