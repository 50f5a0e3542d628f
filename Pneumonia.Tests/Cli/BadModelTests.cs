using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Pneumonia.Cli;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.Cli;

/// <summary>Every command that takes a model refuses a bad one with code 4, says why, and writes nothing to standard output.</summary>
[TestClass]
public sealed class BadModelTests
{
    private const string Manifest = "Pneumonia/manifest.json";

    [TestMethod]
    [DataRow("truncated", "")]
    [DataRow("no zip", "")]
    [DataRow("empty", "")]
    [DataRow("missing", "does not exist")]
    [DataRow("flipped", "")]
    [DataRow("newer", "format 99")]
    [DataRow("a zip of something else", "")]
    public async Task EveryCommand_ModelIsBad_IsRefusedByName(string kind, string word)
    {
        using var folder = new TempFolder();
        var path = folder.At("bad model.zip");
        if (Bytes(kind) is { } bytes) await File.WriteAllBytesAsync(path, bytes, CancellationToken.None);

        string[][] commands =
        [
            ["evaluate", "--model", path, "--data", TrainedModels.Set.Folder, "--json"],
            ["predict", "--model", path, TrainedModels.Binary.Images[0], "--json"],
            ["info", "--model", path, "--json"],
            ["export", "--model", path, "--onnx", folder.At("graph.onnx")],
        ];
        foreach (var command in commands)
        {
            var run = await CliRun.OfAsync(command);
            run.Expect(ExitCode.UnusableModel).Says(word, "odel");
            Assert.IsEmpty(run.Out);
            Assert.DoesNotContain("   at ", run.Words, "No stack trace.");
        }

        Assert.IsFalse(File.Exists(folder.At("graph.onnx")));
    }

    private static byte[]? Bytes(string kind)
    {
        var sound = TrainedModels.Binary.Bytes();
        switch (kind)
        {
            case "missing":
                return null;
            case "empty":
                return [];
            case "no zip":
                return Encoding.UTF8.GetBytes("Dear model, please find pneumonia.");
            case "truncated":
                return sound[..(sound.Length / 2)];
            case "flipped":
                // The graph is stored, not compressed, and most of the file.
                sound[sound.Length / 2] ^= 1;
                return sound;
            case "newer":
                return WithManifest(sound, static json => json.Replace("\"formatVersion\": 1", "\"formatVersion\": 99", StringComparison.Ordinal));
            default:
                using (var stream = new MemoryStream())
                {
                    using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntry("holiday.jpg");
                    return stream.ToArray();
                }
        }
    }

    // With its seal set right, so that only the version can be what is refused.
    private static byte[] WithManifest(byte[] model, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(model);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            string json;
            using (var reader = new StreamReader(zip.GetEntry(Manifest)!.Open())) json = reader.ReadToEnd();
            var changed = change(json);
            Assert.AreNotEqual(json, changed);
            var bytes = Encoding.UTF8.GetBytes(changed);
            Replace(zip, Manifest, bytes);
            Replace(zip, "Pneumonia/manifest.sha256", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes)) + "\n"));
        }

        return stream.ToArray();
    }

    private static void Replace(ZipArchive zip, string name, byte[] bytes)
    {
        zip.GetEntry(name)!.Delete();
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(bytes);
    }
}
