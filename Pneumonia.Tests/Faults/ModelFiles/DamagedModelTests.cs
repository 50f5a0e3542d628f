using System.Globalization;
using Microsoft.ML;
using Pneumonia.Model;
using Pneumonia.Tests.Artifact;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Faults.ModelFiles;

/// <summary>
/// Bytes of a model file lost or changed anywhere: it is refused, or it answers as before. Nothing else may come out.
/// More of them: PNEUMONIA_TEST_MODELS=10000.
/// </summary>
[TestClass]
public sealed class DamagedModelTests
{
    // A tiny model has a few dozen kilobytes; a claim to more must not be believed.
    private const long MostAllocated = 64 << 20;

    private const int EveryMLNet = 20;

    private static readonly byte[] Image = TestImages.GreyJpeg(200, 160);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void EveryReader_FilesDamagedAtRandom_RefusesOrAnswersAsBefore()
    {
        var files = Extent.Of("PNEUMONIA_TEST_MODELS", 600);
        using var folder = new TempFolder();
        var path = folder.At("model.zip");
        ClassificationTask[] tasks = [ClassificationTask.Binary, ClassificationTask.MultiClass, ClassificationTask.MultiLabel];
        byte[][] sound = [.. tasks.Select(TinyModels.Bytes)];
        Prediction[] expected = [.. sound.Select(static s => Answer(s)!)];
        var (answered, most) = (0, 0L);
        for (var i = 0; i < files; i++)
        {
            var task = i % tasks.Length;
            var damaged = Harm(sound[task], sound[(task + 1) % tasks.Length], new Random(i), i);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            if (Answer(damaged) is { } answer)
            {
                answered++;
                AssertEqual(expected[task], answer, i);
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - allocated);
            File.WriteAllBytes(path, damaged);
            if (Refuses(() => ModelFile.Verify(path)) is { } whole) Assert.AreEqual(tasks[task], whole.Task, $"file {i}");
            Refuses(() => ModelFile.ReadCard(path));
            Refuses(() => ModelFile.ReadGraph(path).Length.ToString(CultureInfo.InvariantCulture));
            if (i % EveryMLNet == 0 && AnswerOfMLNet(path, folder.Path) is { } slow && tasks[task] == ClassificationTask.Binary)
                Assert.AreEqual(expected[task].Probability, slow.Score[1], 1e-5f, $"file {i}");
        }

        TestContext.WriteLine($"{files} files: {files - answered} refused, {answered} answered as before; most allocated for one {most >> 10} KiB.");
        Assert.IsGreaterThan(files / 2, files - answered);
        Assert.IsGreaterThan(0, answered);
        Assert.IsLessThan(MostAllocated, most);
    }

    [TestMethod]
    public void Load_TruncatedAnywhere_IsRefused()
    {
        var file = TinyModels.Bytes();
        for (var kept = 0; kept < file.Length; kept += 1 + (file.Length / 400))
        {
            using var stream = new MemoryStream(file[..kept]);
            var fault = Assert.ThrowsExactly<ModelFileException>(() => PneumoniaClassifier.Load(stream), $"{kept} bytes");
            Assert.AreEqual(ModelFileFault.NotAZip, fault.Fault, $"{kept} bytes: {fault.Message}");
        }
    }

    [TestMethod]
    public void Load_EveryByteFlippedInTurn_IsRefusedOrAnswersAsBefore()
    {
        var file = TinyModels.Bytes();
        var expected = Answer(file)!;
        var random = new Random(5);
        var refused = 0;
        for (var at = 0; at < file.Length; at += 1 + random.Next(16))
        {
            var mask = (byte)(1 + random.Next(255));
            file[at] ^= mask;
            if (Answer(file) is { } answer) AssertEqual(expected, answer, at);
            else refused++;
            file[at] ^= mask;
        }

        Assert.IsGreaterThan(file.Length / 24, refused);
    }

    [TestMethod]
    public void Load_RealModelWithAFlippedByte_IsRefusedOrAnswersAsBefore()
    {
        var file = TrainedModels.Binary.Bytes();
        var expected = Answer(file)!;
        var random = new Random(6);
        for (var i = 0; i < 60; i++)
        {
            var (at, mask) = (random.Next(file.Length), (byte)(1 + random.Next(255)));
            file[at] ^= mask;
            if (Answer(file) is { } answer) AssertEqual(expected, answer, at);
            file[at] ^= mask;
        }
    }

    [TestMethod]
    public void LoadPneumonia_DamagedAnywhere_IsRefusedOrAnswersAsBefore()
    {
        using var folder = new TempFolder();
        var path = folder.At("model.zip");
        var file = TinyModels.Bytes();
        var expected = Answer(file)!;
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var (at, mask) = (random.Next(file.Length), (byte)(1 + random.Next(255)));
            file[at] ^= mask;
            File.WriteAllBytes(path, file);
            if (AnswerOfMLNet(path, folder.Path) is { } answer) Assert.AreEqual(expected.Probability, answer.Score[1], 1e-5f, $"byte {at}");
            file[at] ^= mask;
        }
    }

    [TestMethod]
    public void LoadPneumonia_SealedButNoChainOfMLNet_IsRefused()
    {
        using var folder = new TempFolder();
        foreach (var name in ModelZip.Of(TinyModels.Bytes()).Parts.Keys.Where(static k => !k.StartsWith("Pneumonia", StringComparison.Ordinal)))
        {
            var path = folder.At("model.zip");
            File.WriteAllBytes(path, ModelZip.Of(TinyModels.Bytes()).WithPart(name, [7, 7, 7, 7]).ToBytes());
            // Parts that ML.NET keeps only for its own records may hold anything: then it loads, and answers.
            if (AnswerOfMLNet(path, folder.Path) is { } answer) Assert.HasCount(2, answer.Score, name);
        }
    }

    private static byte[] Harm(byte[] file, byte[] other, Random random, int i) => (i / 3 % 6) switch
    {
        0 => Damage.Flip(file, random),
        1 => Damage.Flip(file, random, most: 20),
        2 => Damage.Truncate(file, random),
        3 => Damage.ZeroPage(file, random, page: 512),
        4 => Damage.SwapPages(file, random, page: 512),
        _ => Damage.Mutate(file, random, other),
    };

    private static T? Refuses<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    private static Prediction? Answer(byte[] file)
    {
        try
        {
            using var classifier = PneumoniaClassifier.Load(new MemoryStream(file), new ClassifierOptions { Threads = 1 });
            return classifier.Predict(Image);
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    private static ModelOutput? AnswerOfMLNet(string path, string temp)
    {
        try
        {
            var ml = new MLContext(1) { TempFilePath = temp };
            var transformer = ml.LoadPneumonia(path);
            using var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer);
            return engine.Predict(new ModelInput { ImageSource = Image });
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    private static void AssertEqual(Prediction expected, Prediction found, int at)
    {
        Assert.AreEqual(expected.Decision, found.Decision, $"byte {at}");
        Assert.AreEqual(expected.Typicality, found.Typicality, $"byte {at}");
        Assert.AreSequenceEqual(expected.Scores.ToArray(), found.Scores.ToArray(), $"byte {at}");
    }
}
