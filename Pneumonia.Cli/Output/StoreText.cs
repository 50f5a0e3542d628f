using Pneumonia.Training.Data;
using Pneumonia.Training.Store;

namespace Pneumonia.Cli.Output;

/// <summary>Stores in words: each source when it is merged, or what one store holds.</summary>
internal sealed class StoreText(CliConsole console) : IProgress<MergedStore>
{
    public void Report(MergedStore value)
    {
        console.Say($"{value.Path}: {Words("feature vectors", value.Features)}; {Words("screened images", value.Screening)}; {Words("trials", value.Trials)}");
        foreach (var note in value.Notes)
        {
            if (note.Severity == NoteSeverity.Warning) console.Warn(note.Text);
            else console.Say(note.Text);
        }
    }

    public static void Write(CliConsole console, StoreSummary store)
    {
        console.Out.WriteLine(FormattableString.Invariant($"{store.Path}: {store.Bytes / 1e6:0.0} MB"));
        foreach (var extractor in store.Extractors) console.Out.WriteLine($"  {extractor.Vectors,9:N0} vectors of {extractor.Width}, {extractor.Key}");
        console.Out.WriteLine($"  {store.Screened,9:N0} screened images");
        console.Out.WriteLine($"  {store.Trials,9:N0} trials of {store.Runs:N0} runs");
        if (store.Damaged > 0) console.Warn($"{store.Damaged:N0} rows are damaged and count as missing: what they held is computed again when it is wanted.");
    }

    private static string Words(string what, MergedRows rows)
        => $"{rows.Added + rows.Mended:N0} {what} added, {rows.Known:N0} known{(rows.Contradicting + rows.Damaged > 0 ? $", {rows.Contradicting + rows.Damaged:N0} left out" : "")}";
}
