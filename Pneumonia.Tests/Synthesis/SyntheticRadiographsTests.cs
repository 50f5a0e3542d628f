using System.Security.Cryptography;
using System.Text;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Synthesis;
using SkiaSharp;

namespace Pneumonia.Tests.Synthesis;

[TestClass]
public sealed class SyntheticRadiographsTests
{
    private static readonly SyntheticOptions Small = new() { Patients = 20, Size = 48 };

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Draw_Twice_GivesTheSamePixels()
    {
        var @case = new SyntheticCase { Patient = 5, Finding = SyntheticFinding.Diffuse, Size = 64 };

        Assert.AreSequenceEqual(SyntheticRadiographs.Draw(@case).Pixels.ToArray(), SyntheticRadiographs.Draw(@case with { }).Pixels.ToArray());
    }

    [TestMethod]
    public void Draw_AnythingElse_GivesOtherPixels()
    {
        var @case = new SyntheticCase { Size = 64 };
        var hashes = new[] { @case, @case with { Seed = 2 }, @case with { Patient = 2 }, @case with { Image = 2 }, @case with { Finding = SyntheticFinding.Diffuse } }
            .Select(other => Convert.ToHexString(SHA256.HashData(SyntheticRadiographs.Draw(other).Pixels.Span)));

        Assert.HasCount(5, hashes.Distinct());
    }

    [TestMethod]
    [DataRow(SyntheticFinding.None, "dd4c9ef7d337fb03")]
    [DataRow(SyntheticFinding.Consolidation, "758822f1166b6cca")]
    [DataRow(SyntheticFinding.Diffuse, "d33bc7081e59425d")]
    public void Draw_KnownCase_GivesThePixelsOfThisVersion(SyntheticFinding finding, string expected)
    {
        var pixels = SyntheticRadiographs.Draw(new SyntheticCase { Patient = 3, Finding = finding, Size = 96 }).Pixels.Span;

        Assert.AreEqual(expected, Convert.ToHexStringLower(SHA256.HashData(pixels))[..16], "Pixels changed: count up SyntheticManifest.CurrentVersion.");
    }

    [TestMethod]
    public void Draw_ClearLungs_MaskIsEmpty()
        => Assert.DoesNotContain((byte)255, SyntheticRadiographs.Draw(new SyntheticCase { Size = 64 }).Mask.ToArray());

    [TestMethod]
    [DataRow(SyntheticFinding.Consolidation)]
    [DataRow(SyntheticFinding.Diffuse)]
    public void Draw_WithFinding_IsBrighterInsideTheMask(SyntheticFinding finding)
    {
        var (inside, all) = (0, 0);
        for (var patient = 1; patient <= 12; patient++)
        {
            var clear = SyntheticRadiographs.Draw(new SyntheticCase { Patient = patient, Size = 96 });
            var ill = SyntheticRadiographs.Draw(new SyntheticCase { Patient = patient, Size = 96, Finding = finding });
            var mask = ill.Mask.ToArray();
            var gain = mask.Index().Where(place => place.Item == 255).Average(place => ill.Pixels.Span[place.Index] - clear.Pixels.Span[place.Index]);

            Assert.IsGreaterThan(4.0, gain, $"patient {patient}");
            var outside = mask.Index().Where(place => place.Item == 0).Average(place => Math.Abs(ill.Pixels.Span[place.Index] - clear.Pixels.Span[place.Index]));
            Assert.IsLessThan(gain / 3, outside, $"patient {patient}");
            inside += mask.Count(value => value == 255);
            all += mask.Length;
        }

        Assert.IsInRange(0.02, 0.4, inside / (double)all);
    }

    [TestMethod]
    public void Draw_MoreDifficult_IsFainter()
    {
        double Gain(double difficulty)
        {
            var @case = new SyntheticCase { Patient = 4, Size = 96, Difficulty = difficulty };
            var clear = SyntheticRadiographs.Draw(@case);
            var ill = SyntheticRadiographs.Draw(@case with { Finding = SyntheticFinding.Consolidation });
            return ill.Pixels.ToArray().Index().Sum(place => place.Item - clear.Pixels.Span[place.Index]);
        }

        Assert.IsGreaterThan(2 * Gain(1), Gain(0));
    }

    [TestMethod]
    public void Draw_OtherSize_ShowsTheSamePicture()
    {
        var small = SyntheticRadiographs.Draw(new SyntheticCase { Size = 64 }).Pixels.ToArray();
        var large = SyntheticRadiographs.Draw(new SyntheticCase { Size = 128 }).Pixels.ToArray();

        var difference = Enumerable.Range(0, 64 * 64).Average(index => Math.Abs(small[index] - large[(index / 64 * 256) + (index % 64 * 2)]));

        Assert.IsLessThan(8.0, difference);
    }

    [TestMethod]
    public void Draw_Confounded_MarkerGoesWithTheFinding()
    {
        bool HasMarker(SyntheticFinding finding) => SyntheticRadiographs.Draw(
            new SyntheticCase { Size = 64, Finding = finding, Confounder = 1 }).Pixels.Span[(4 * 64) + 4] > 230;

        Assert.IsTrue(HasMarker(SyntheticFinding.Diffuse));
        Assert.IsFalse(HasMarker(SyntheticFinding.None));
    }

    [TestMethod]
    public void Draw_BrokenCase_NamesEveryFault()
    {
        var fault = Assert.ThrowsExactly<ArgumentException>(() => SyntheticRadiographs.Draw(
            new SyntheticCase { Size = 5, Difficulty = double.NaN, Confounder = 2, Finding = (SyntheticFinding)9 }));

        foreach (var name in new[] { "Size", "Difficulty", "Confounder", "Finding" }) Assert.Contains(name, fault.Message);
    }

    [TestMethod]
    public void Draw_ManyPatients_MeanGreyTellsLittle()
    {
        var scores = Enumerable.Range(1, 160).AsParallel().Select(patient =>
        {
            var finding = patient % 2 == 0 ? SyntheticFinding.None : patient % 3 == 0 ? SyntheticFinding.Diffuse : SyntheticFinding.Consolidation;
            return (Ill: finding != SyntheticFinding.None, Mean: SyntheticRadiographs.Draw(
                new SyntheticCase { Patient = patient, Finding = finding, Size = 32 }).Pixels.ToArray().Average(value => value));
        }).ToArray();
        var ill = scores.Where(score => score.Ill).ToArray();
        var well = scores.Where(score => !score.Ill).ToArray();

        var area = ill.Sum(one => well.Count(other => one.Mean > other.Mean)) / (double)(ill.Length * well.Length);

        Assert.IsInRange(0.4, 0.75, area);
    }

    [TestMethod]
    public async Task WriteAsync_SmallSet_WritesImagesMasksLabelsAndNotice()
    {
        using var folder = new TempFolder();
        var reports = 0;

        var set = await SyntheticRadiographs.WriteAsync(folder.At("set"), Small, new Sink(() => Interlocked.Increment(ref reports)), TestContext.CancellationToken);

        Assert.HasCount(reports, set.Images);
        Assert.AreSequenceEqual(
            ["README.txt", "labels.csv", "synthetic.json", "test", "train"],
            Directory.GetFileSystemEntries(set.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.AreSequenceEqual([folder.At("set"), folder.At("set-masks")], Directory.GetFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
        var labels = File.ReadAllLines(Path.Combine(set.Folder, "labels.csv"));
        Assert.AreEqual("path,label,patient,split,finding", labels[0]);
        Assert.HasCount(set.Images.Count + 1, labels);
        foreach (var image in set.Images)
        {
            var bytes = File.ReadAllBytes(Path.Combine(set.Folder, image.Path));
            Assert.Contains("Synthetic\0Synthetic: drawn by Pneumonia.MLNet", Encoding.Latin1.GetString(bytes));
            using var bitmap = SKBitmap.Decode(bytes);
            Assert.AreEqual((48, 48, SKColorType.Gray8), (bitmap.Width, bitmap.Height, bitmap.ColorType));
            var drawn = SyntheticRadiographs.Draw(image.Case);
            Assert.AreSequenceEqual(drawn.Pixels.ToArray(), bitmap.Bytes);
            using var mask = SKBitmap.Decode(Path.Combine(set.MaskFolder, image.Path));
            Assert.AreSequenceEqual(drawn.Mask.ToArray(), mask.Bytes);
        }
    }

    [TestMethod]
    public async Task WriteAsync_Again_ReusesOrRebuilds()
    {
        using var folder = new TempFolder();
        var first = await SyntheticRadiographs.WriteAsync(folder.At("set"), Small, null, TestContext.CancellationToken);
        var again = await SyntheticRadiographs.WriteAsync(folder.At("set"), Small with { }, null, TestContext.CancellationToken);
        Assert.IsTrue(again.WasThere);
        Assert.AreSequenceEqual(first.Images, again.Images);

        File.Delete(Path.Combine(first.MaskFolder, first.Images[3].Path));
        var mended = await SyntheticRadiographs.WriteAsync(folder.At("set"), Small, null, TestContext.CancellationToken);
        Assert.IsFalse(mended.WasThere);
        Assert.IsTrue(File.Exists(Path.Combine(first.MaskFolder, first.Images[3].Path)));

        var other = await SyntheticRadiographs.WriteAsync(folder.At("set"), Small with { Patients = 5 }, null, TestContext.CancellationToken);
        Assert.HasCount(other.Images.Count, Directory.GetFiles(other.Folder, "*.png", SearchOption.AllDirectories));
        Assert.IsFalse(Directory.Exists(folder.At("set.partial")));
    }

    [TestMethod]
    [DataRow("set")]
    [DataRow("set-masks")]
    [DataRow("set.partial")]
    public async Task WriteAsync_FolderHoldsSomethingElse_TouchesNothing(string occupied)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At(occupied));
        File.WriteAllText(folder.At(occupied, "mine.txt"), "mine");

        var fault = await Assert.ThrowsExactlyAsync<SyntheticSetException>(
            () => SyntheticRadiographs.WriteAsync(folder.At("set"), Small, null, TestContext.CancellationToken));

        Assert.Contains(folder.At(occupied), fault.Message);
        Assert.AreEqual("mine", File.ReadAllText(folder.At(occupied, "mine.txt")));
    }

    [TestMethod]
    public async Task WriteAsync_Cancelled_LeavesNoHalfSet()
    {
        using var folder = new TempFolder();
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => SyntheticRadiographs.WriteAsync(folder.At("set"), Small, new Sink(cancellation.Cancel), cancellation.Token));
        Assert.IsFalse(Directory.Exists(folder.At("set")));

        var set = await SyntheticRadiographs.WriteAsync(folder.At("set"), Small, null, TestContext.CancellationToken);
        Assert.IsFalse(set.WasThere);
    }

    [TestMethod]
    public async Task WriteAsync_BrokenOptions_NamesEveryFault()
    {
        var broken = new SyntheticOptions { Patients = 1, ImagesPerPatient = 9, PneumoniaFraction = 1, TestShare = 1, Size = 5, Difficulty = -1 };

        var fault = await Assert.ThrowsExactlyAsync<ArgumentException>(() => SyntheticRadiographs.WriteAsync("never-made", broken, null, TestContext.CancellationToken));

        foreach (var name in new[] { "Patients", "ImagesPerPatient", "PneumoniaFraction", "TestShare", "Size", "Difficulty" }) Assert.Contains(name, fault.Message);
    }

    private sealed class Sink(Action report) : IProgress<SyntheticProgress>
    {
        public void Report(SyntheticProgress value) => report();
    }
}
