using System.CommandLine;
using System.CommandLine.Parsing;
using Pneumonia.Model;
using Pneumonia.Training.Data;

namespace Pneumonia.Cli.Commands;

/// <summary>Options that name images without end: a list to be read as it goes, and the part of it that is this process's.</summary>
internal sealed class ImageListOptions
{
    private const string StandardInput = "-";

    public Option<string?> List { get; } = new("--list")
    {
        Description = "A text with one path a line, or a .csv with a column 'path'; - reads lines from standard input.",
        CustomParser = OptionValue.Text,
        HelpName = "FILE|-",
    };

    public Option<Shard?> Shard { get; } = new("--shard")
    {
        Description = "Only part i of n, every n-th image from the i-th on, so that n processes share the work. All must see the same images.",
        CustomParser = Read,
        HelpName = "i/n",
    };

    /// <summary>The images of this process, as they are asked for.</summary>
    /// <param name="console">Its standard input may hold the list.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="named">Files and folders that the command line names besides.</param>
    /// <param name="except">What no image in a folder ends with; null for none. A file that is named is taken whatever it ends with.</param>
    /// <exception cref="DataSetException">There is no such list.</exception>
    public ShardedImages Open(CliConsole console, ParseResult parsed, IEnumerable<string> named, string? except = null)
    {
        IEnumerable<string> listed = parsed.GetValue(List) switch
        {
            null => [],
            StandardInput => ImagePaths.ReadList(console.In, "standard input"),
            var file => ImagePaths.ReadList(file),
        };
        var images = except is null
            ? ImagePaths.Expand(named.Concat(listed))
            : named.Concat(listed).SelectMany(path => ImagePaths.Expand([path]).Where(image => image == path || !image.EndsWith(except, StringComparison.OrdinalIgnoreCase)));
        return new ShardedImages(
            images, parsed.GetValue(Shard), string.Join(", ", parsed.GetValue(List) is { } list ? named.Append(list) : named));
    }

    /// <summary>The same for data as training takes it: a folder, or a CSV whose column <c>path</c> is read.</summary>
    /// <exception cref="DataSetException">There is no such folder or file.</exception>
    public ShardedImages Open(CliConsole console, ParseResult parsed, string? data)
    {
        if (data is null || Directory.Exists(data)) return Open(console, parsed, data is null ? [] : [data]);
        if (File.Exists(data) && !Path.GetExtension(data).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            throw new DataSetException($"'{data}'", ["it is a file; a folder or a .csv is expected. A text with one path a line is named by --list."]);
        return new ShardedImages(ImagePaths.ReadList(data), parsed.GetValue(Shard), data);
    }

    private static Shard? Read(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var shard = Model.Shard.TryParse(text);
        if (shard is null) result.AddError($"--shard must be i/n, two whole numbers with 1 ≤ i ≤ n; it is '{text}'.");
        return shard;
    }
}
