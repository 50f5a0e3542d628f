using Pneumonia.Training.Packaging;

namespace Pneumonia.Benchmarks.Scale;

/// <summary>
/// What a number of images costs: time, memory and room of the console host's own commands. Processor time an image should not depend on the
/// number, and neither should memory.
/// </summary>
internal static class ScaleBenchmark
{
    private const string Tiny = "tiny";

    // Every one is a file of its own.
    private const int MostDifferent = 100_000;

    private const int Shards = 4;

    public static async Task<int> RunAsync(string network, int[] counts)
    {
        using var work = PrivateFolder.Create();
        var images = await ScaleImages.DrawAsync(work.File("images"));
        var backbone = network;
        if (network == Tiny) TinyNetwork.Write(backbone = work.File("tiny.onnx"));
        var model = work.File("model.zip");
        MeasuredRun.Of("train", "--data", images.Folder, "--backbone", backbone, "--max-trials", "1", "--out", model, "--work", work.File("training"));

        Console.WriteLine($"network {Path.GetFileName(network)}, synthetic images of {ScaleImages.Side} × {ScaleImages.Side} pixels, {Environment.ProcessorCount} processors");
        Console.WriteLine($"{"",-26} {"images",9} {"wall s",8} {"CPU s",8} {"CPU ms/image",13} {"peak MiB",9} {"in first/last tenth",20} {"store MB",9} {"bytes/image",12}");
        foreach (var count in counts.Where(static c => c <= MostDifferent)) Features(images.Different(count), count, backbone, work);
        foreach (var count in counts) Report("predict --list", count, MeasuredRun.Of("predict", "--list", images.Repeated(count), "--model", model, "--csv"), expected: count + 1);
        foreach (var count in counts)
        {
            // A thousandth is answered: it is the walk that is measured.
            var folder = images.Links(count);
            Report("predict FOLDER, 1/1000", count, MeasuredRun.Of("predict", folder, "--shard", "1/1000", "--model", model, "--csv"), expected: ((count + 999) / 1000) + 1);
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static void Features(string list, int count, string backbone, PrivateFolder work)
    {
        var whole = work.File($"whole-{count}");
        string[] command = ["features", "--list", list, "--backbone", backbone];
        Report("features --list", count, MeasuredRun.Of([.. command, "--work", whole]), store: whole);
        Report("the same again", count, MeasuredRun.Of([.. command, "--work", whole]), store: whole);

        string[] parts = [.. Enumerable.Range(1, Shards).Select(i => work.File($"part-{count}-{i}"))];
        for (var i = 0; i < Shards; i++)
        {
            var part = MeasuredRun.Of([.. command, "--work", parts[i], "--shard", $"{i + 1}/{Shards}"]);
            if (i == 0) Report($"features, 1/{Shards}", (count + Shards - 1) / Shards, part, store: parts[i]);
        }

        var joined = work.File($"joined-{count}");
        Report($"store merge of {Shards}", count, MeasuredRun.Of(["store", "merge", .. parts, "--into", joined]), store: joined);
        foreach (var folder in (string[])[whole, joined, .. parts]) Directory.Delete(folder, recursive: true);
    }

    private static void Report(string what, int count, MeasuredRun run, string? store = null, long? expected = null)
    {
        if (expected is { } lines && run.Lines != lines) throw new InvalidOperationException($"{what} of {count}: {run.Lines} lines instead of {lines}.");
        var bytes = store is null ? 0 : new FileInfo(Path.Combine(store, "store.db")).Length;
        var room = store is null ? "" : FormattableString.Invariant($"{bytes / 1e6,9:0.0} {(double)bytes / count,12:0}");
        Console.WriteLine(FormattableString.Invariant(
            $"{what,-26} {count,9} {run.Wall.TotalSeconds,8:0.0} {run.Processor.TotalSeconds,8:0.0} {run.Processor.TotalMilliseconds / count,13:0.000} {run.PeakBytes >> 20,9} {$"{run.FirstTenthBytes >> 20}/{run.LastTenthBytes >> 20}",20} {room}"));
    }
}
