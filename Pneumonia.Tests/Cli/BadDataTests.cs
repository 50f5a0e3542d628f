using System.Runtime.Versioning;
using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;
using Pneumonia.Tests.Pipeline;

namespace Pneumonia.Tests.Cli;

/// <summary>Data as people have them: each fault is named, and one bad image never ends a run.</summary>
[TestClass]
public sealed class BadDataTests
{
    private static readonly byte[] OnePixel = TestImages.GreyPng(1, 1, static (_, _) => 7);

    [TestMethod]
    public async Task Train_EmptyFolder_IsUnusable()
    {
        using var set = new SmallSet(warm: false, empty: true);

        (await CliRun.OfAsync(set.Train())).Expect(ExitCode.UnusableData).Says(set.Data);
    }

    [TestMethod]
    public async Task Train_NoSuchFolder_IsUnusable()
    {
        using var set = new SmallSet(warm: false, empty: true);
        Directory.Delete(set.Data);

        (await CliRun.OfAsync(set.Train())).Expect(ExitCode.UnusableData).Says(set.Data, "no such folder");
    }

    [TestMethod]
    public async Task Train_OneClassOnly_IsUnusable()
    {
        using var set = new SmallSet(warm: false, empty: true);
        for (var i = 0; i < 12; i++) set.Copy(TrainedModels.Binary.Images[i], $"NORMAL/{i}.png");

        (await CliRun.OfAsync(set.Train())).Expect(ExitCode.UnusableData).Says("NORMAL");
    }

    [TestMethod]
    public async Task Train_TwoImages_IsUnusableAndSaysHowManyAreNeeded()
    {
        using var set = new SmallSet(warm: false, empty: true);
        set.Copy(TrainedModels.Binary.Images[0], "NORMAL/a.png");
        set.Copy(TrainedModels.Binary.Images[^1], "PNEUMONIA/b.png");

        (await CliRun.OfAsync(set.Train())).Expect(ExitCode.UnusableData).Says("NORMAL", "PNEUMONIA", "10");
    }

    [TestMethod]
    public async Task Train_NoReadableImageInAClass_IsUnusable()
    {
        using var set = new SmallSet(warm: false, empty: true);
        for (var i = 0; i < 12; i++)
        {
            set.Copy(TrainedModels.Binary.Images[i], $"NORMAL/{i}.png");
            set.Write($"PNEUMONIA/{i}.png", "no image");
        }

        var run = await CliRun.OfAsync(set.Train());

        run.Expect(ExitCode.UnusableData).Says("PNEUMONIA");
    }

    [TestMethod]
    public async Task Train_BadImagesAmongGood_GoesOnAndNamesEachWithItsProblem()
    {
        using var set = new SmallSet();
        var whole = TestImages.GreyJpeg(200, 200);
        set.Write("train/NORMAL/text.jpg", "This is a text.");
        set.Write("train/NORMAL/cut.jpg", whole[..(whole.Length / 2)]);
        set.Write("train/PNEUMONIA/pixel.png", OnePixel);
        set.Write("train/PNEUMONIA/bomb.png", HeaderOnly(20_000, 20_000));
        set.Write("train/NORMAL/sixteen.png", PngWriter.Write(64, 64, 16, PngWriter.Grey, static (x, y) => [TestImages.Texture(x, y, 1) * 257]));
        set.Write("train/NORMAL/rgba.png", PngWriter.Write(64, 64, 8, PngWriter.RgbAlpha, static (x, y) => [TestImages.Texture(x, y, 2), 9, 9, 255]));

        var run = await CliRun.OfAsync(set.Train("--max-trials", "1", "--json"));

        run.Expect(ExitCode.Done).Says("4 images can't be read", "text.jpg: ", "cut.jpg: ", "1 × 1 pixels", "20000 × 20000");
        string[] unreadable = [.. run.Json()["unreadable"]!.AsArray().Select(static u => (string)u!["path"]!)];
        Assert.HasCount(4, unreadable);
        Assert.DoesNotContain("train/NORMAL/sixteen.png", unreadable);
        Assert.DoesNotContain("train/NORMAL/rgba.png", unreadable);
        ModelFile.Verify(set.Model);
    }

    [TestMethod]
    public async Task EveryCommand_PathsWithSpacesAndUmlauts_Works()
    {
        using var set = new SmallSet("Röntgen Bilder (äöü)");
        var model = set.At("Das Modell für Müller.zip");
        File.Move(Path.Combine(set.Data, TrainedModels.Set.Images[0].Path), set.PathOf("train/NORMAL/Bild von Jürgen ß.png"));

        (await CliRun.OfAsync("train", "--data", set.Data, "--work", set.Work, "--out", model, "--max-trials", "1")).Expect(ExitCode.Done).Says(model);
        (await CliRun.OfAsync("evaluate", "--model", model, "--data", set.Data, "--json")).Expect(ExitCode.Done);
        var predicted = await CliRun.OfAsync("predict", "--model", model, set.PathOf("train/NORMAL/Bild von Jürgen ß.png"), "--json");
        Assert.AreEqual(set.PathOf("train/NORMAL/Bild von Jürgen ß.png"), predicted.Expect(ExitCode.Done).Json()["path"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Train_CsvWithManyFaults_ListsThemAll()
    {
        using var set = new SmallSet(warm: false);
        var image = TrainedModels.Set.Images[0].Path;
        set.Write("faults.csv", $"path,label\n{image},NORMAL\n{image},PNEUMONIA\nmissing.png,NORMAL\n{TrainedModels.Set.Images[1].Path}\n");

        (await CliRun.OfAsync("train", "--data", set.PathOf("faults.csv"), "--work", set.Work, "--out", set.Model))
            .Expect(ExitCode.UnusableData).Says("line 3", "listed in line 2 already", "line 4", "missing.png", "line 5: 1 field");
    }

    [TestMethod]
    public async Task Train_CsvWithUnknownColumns_SaysWhichAreNeeded()
    {
        using var set = new SmallSet(warm: false);
        set.Write("columns.csv", "file,diagnosis\na.png,NORMAL\n");

        (await CliRun.OfAsync("train", "--data", set.PathOf("columns.csv"), "--work", set.Work, "--out", set.Model))
            .Expect(ExitCode.UnusableData).Says("path", "label", "diagnosis");
    }

    [TestMethod]
    public async Task Train_PatientInTrainAndTest_IsSaid()
    {
        using var set = new SmallSet();
        var trained = Path.GetFileNameWithoutExtension(TrainedModels.Set.Images.First(static i => i is { Split: "train", Label: "NORMAL" }).Path);
        set.Copy(TrainedModels.Binary.Images[^1], $"test/NORMAL/{trained[..^1]}9.png");

        (await CliRun.OfAsync(set.Train("--max-trials", "1"))).Expect(ExitCode.Done).Says("patient", "train", "test");
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    [DataRow("train")]
    [DataRow("predict")]
    public async Task AFolderThatMayNotBeRead_IsSaid(string command)
    {
        using var set = new SmallSet(warm: false, empty: true);
        for (var i = 0; i < 12; i++) set.Copy(TrainedModels.Binary.Images[i], $"NORMAL/{i}.png");
        set.Write("PNEUMONIA/x.png", OnePixel);
        foreach (var folder in Directory.GetDirectories(set.At(), "*", SearchOption.AllDirectories).Append(set.At()))
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(set.PathOf("PNEUMONIA"), UnixFileMode.None);
        var model = set.At("copy.zip");
        File.Copy(TrainedModels.Binary.Path, model);

        string[] args = command == "train" ? set.Train() : ["predict", "--model", model, set.PathOf("PNEUMONIA")];
        using var child = ChildCli.StartUnprivileged(args);
        var run = await child.EndAsync();
        File.SetUnixFileMode(set.PathOf("PNEUMONIA"), (UnixFileMode)0b111_111_111);

        run.Expect(ExitCode.UnusableData);
        Assert.Contains("PNEUMONIA", run.Words + run.Out);
        Assert.Contains(command == "train" ? "permission" : "denied", run.Words + run.Out);
    }

    private static byte[] HeaderOnly(int width, int height)
    {
        var header = new byte[13];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header, width);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return PngWriter.Assemble(("IHDR", header), ("IDAT", PngWriter.Deflate(new byte[100])), ("IEND", []));
    }
}
