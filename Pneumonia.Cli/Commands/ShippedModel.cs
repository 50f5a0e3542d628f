using Pneumonia.Model;

namespace Pneumonia.Cli.Commands;

/// <summary>The model that lies beside the program and answers where none is named.</summary>
internal static class ShippedModel
{
    public const string FileName = "pneumonia-kermany.zip";

    /// <value>Its full path.</value>
    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "models", FileName);

    /// <summary>The model that is named, or the shipped one, which is announced: whose answer it is should never be a guess.</summary>
    public static string Choose(string? named, CliConsole console)
    {
        if (named is not null) return named;
        console.Say($"No --model: the shipped one answers ({FileName}, trained on children aged 1 to 5 of one hospital; see 'pneumonia info').");
        return Path;
    }
}
