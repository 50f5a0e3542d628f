using Microsoft.Extensions.DependencyInjection;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Model;

[TestClass]
public sealed class PneumoniaClassifierTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Load_FromPathAndFromStreams_AnswerTheSame()
    {
        var image = TestImages.GreyJpeg(300, 200);
        var file = TinyModels.Bytes();
        using var fromPath = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        using var fromStream = PneumoniaClassifier.Load(new MemoryStream(file));
        using var fromPosition = PneumoniaClassifier.Load(new MemoryStream([1, 2, 3, .. file]) { Position = 3 });
        using var fromPipe = PneumoniaClassifier.Load(new BufferedStream(new ForwardOnly(file)));

        var expected = fromPath.Predict(image);
        Assert.AreEqual(expected.Probability, fromStream.Predict(image).Probability);
        Assert.AreEqual(expected.Probability, fromPosition.Predict(image).Probability);
        Assert.AreEqual(expected.Probability, fromPipe.Predict(image).Probability);
        Assert.Contains("# Card of", fromPath.Card);
    }

    [TestMethod]
    public void Load_Null_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => PneumoniaClassifier.Load((string)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => PneumoniaClassifier.Load((Stream)null!));
    }

    [TestMethod]
    public void Load_OptionsBreakRules_AllFaultsAtOnceAndBeforeTheFile()
    {
        var options = new ClassifierOptions
        {
            Threads = -1,
            BatchSize = 0,
            MaxGraphBytes = 0,
            Images = new ImageLimits { MaxBytes = 0, MaxPixels = -5, MinSide = 0 },
        };
        var fault = Assert.ThrowsExactly<ArgumentException>(() => PneumoniaClassifier.Load("no such file.zip", options));
        foreach (var part in new[] { "Threads", "it is -1", "BatchSize", "MaxGraphBytes", "MaxBytes", "MaxPixels", "it is -5", "MinSide" }) Assert.Contains(part, fault.Message);

        Assert.Contains("Images must not be null", Assert.ThrowsExactly<ArgumentException>(() => PneumoniaClassifier.Load("none", new() { Images = null! })).Message);
    }

    [TestMethod]
    public void Predict_PathStreamAndBytes_AnswerTheSame()
    {
        using var folder = new TempFolder();
        var image = TestImages.GreyJpeg(300, 200);
        File.WriteAllBytes(folder.At("Aufnahme für später.jpg"), image);
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.MultiClass));

        var fromPath = classifier.Predict(folder.At("Aufnahme für später.jpg"));
        var fromBytes = classifier.Predict(image);
        var fromStream = classifier.Predict(new MemoryStream([9, 9, .. image]) { Position = 2 });
        var fromPipe = classifier.Predict(new ForwardOnly(image));

        Assert.AreEqual(folder.At("Aufnahme für später.jpg"), fromPath.Source);
        Assert.IsNull(fromBytes.Source);
        foreach (var other in new[] { fromBytes, fromStream, fromPipe }) AssertSame(fromPath, other);
    }

    [TestMethod]
    public void Predict_Unreadable_NamesTheRule()
    {
        using var folder = new TempFolder();
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary), new ClassifierOptions { Images = new() { MaxBytes = 50_000 } });
        File.WriteAllText(folder.At("text.jpg"), "no picture");
        File.WriteAllBytes(folder.At("large.jpg"), new byte[50_001]);

        Assert.AreEqual(ImageFault.Inaccessible, Fault(() => classifier.Predict(folder.At("none.png"))));
        Assert.AreEqual(ImageFault.Inaccessible, Fault(() => classifier.Predict(folder.Path)));
        Assert.AreEqual(ImageFault.Inaccessible, Fault(() => classifier.Predict("")));
        Assert.AreEqual(ImageFault.UnknownFormat, Fault(() => classifier.Predict(folder.At("text.jpg"))));
        Assert.AreEqual(ImageFault.TooLarge, Fault(() => classifier.Predict(folder.At("large.jpg"))));
        Assert.AreEqual(ImageFault.TooLarge, Fault(() => classifier.Predict(new ForwardOnly(new byte[50_001]))));
        Assert.AreEqual(ImageFault.Empty, Fault(() => classifier.Predict([])));
        Assert.AreEqual(ImageFault.Empty, Fault(() => classifier.Predict(new MemoryStream([1]) { Position = 5 })));
        Assert.ThrowsExactly<ArgumentNullException>(() => classifier.Predict((string)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => classifier.Predict((Stream)null!));
    }

    [TestMethod]
    public void PredictBatch_Paths_KeepsTheOrderAndAnswersUnreadableOnesInPlace()
    {
        using var folder = new TempFolder();
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary), new ClassifierOptions { BatchSize = 4, Threads = 2 });
        var paths = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            paths.Add(folder.At($"{i}.jpg"));
            if (i % 7 == 3) File.WriteAllText(paths[i], "no picture");
            else if (i % 11 != 5) File.WriteAllBytes(paths[i], TestImages.GreyJpeg(100 + i, 90, i));
        }

        paths.AddRange(["", "a\0b", null!]);
        var answers = classifier.PredictBatch(paths, TestContext.CancellationToken).ToArray();

        Assert.HasCount(33, answers);
        for (var i = 0; i < 33; i++)
        {
            Assert.AreEqual(paths[i], answers[i].Source);
            if (i >= 30 || i % 7 == 3 || i % 11 == 5)
            {
                Assert.AreEqual(Decision.Unreadable, answers[i].Decision);
                Assert.IsFalse(string.IsNullOrEmpty(answers[i].Problem));
                Assert.IsTrue(float.IsNaN(answers[i].Probability));
                Assert.IsNull(answers[i].Label);
            }
            else
            {
                AssertSame(classifier.Predict(paths[i]), answers[i]);
            }
        }
    }

    [TestMethod]
    public void PredictBatch_AllUnreadable_AnswersAll()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        var answers = classifier.PredictBatch([[], null!, new byte[40]], TestContext.CancellationToken);
        Assert.HasCount(3, answers);
        Assert.IsTrue(answers.All(static a => a.Decision == Decision.Unreadable));
        Assert.IsEmpty(classifier.PredictBatch(Array.Empty<string>(), TestContext.CancellationToken));
    }

    [TestMethod]
    public void PredictBatch_Bytes_AnswersAsOneByOne()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.MultiLabel), new ClassifierOptions { BatchSize = 3 });
        byte[][] images = [.. Enumerable.Range(0, 10).Select(static i => TestImages.GreyJpeg(80 + i, 120, i)), [1, 2, 3]];
        var answers = classifier.PredictBatch(images, TestContext.CancellationToken);

        Assert.HasCount(11, answers);
        for (var i = 0; i < 10; i++) AssertSame(classifier.Predict(images[i]), answers[i]);
        Assert.AreEqual(Decision.Unreadable, answers[10].Decision);
    }

    [TestMethod]
    public void PredictBatch_EndlessList_ReadsAheadByOneBatchOnly()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary), new ClassifierOptions { BatchSize = 5 });
        var asked = 0;
        IEnumerable<string> Endless()
        {
            while (true) yield return $"missing {asked++}.png";
        }

        var batch = classifier.PredictBatch(Endless(), TestContext.CancellationToken);
        Assert.AreEqual(0, asked);
        Assert.HasCount(12, batch.Take(12).ToArray());
        Assert.IsLessThanOrEqualTo(16, asked);
    }

    [TestMethod]
    public void PredictBatch_Cancelled_StopsBeforeTheNextBatch()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary), new ClassifierOptions { BatchSize = 4 });
        using var stop = new CancellationTokenSource();
        var seen = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in classifier.PredictBatch(Enumerable.Repeat("missing.png", 100), stop.Token))
            {
                if (++seen == 6) stop.Cancel();
            }
        });
        Assert.AreEqual(8, seen);
        Assert.Throws<OperationCanceledException>(() => classifier.PredictBatch([new byte[10]], stop.Token));
    }

    [TestMethod]
    public void PredictBatch_Null_IsRefusedAtOnce()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        Assert.ThrowsExactly<ArgumentNullException>(() => classifier.PredictBatch((IEnumerable<string>)null!, TestContext.CancellationToken));
        Assert.ThrowsExactly<ArgumentNullException>(() => classifier.PredictBatch((IReadOnlyList<byte[]>)null!, TestContext.CancellationToken));
    }

    [TestMethod]
    public void Predict_EightThreads_EveryAnswerIsTheSingleThreadedOne()
    {
        using var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.MultiLabel));
        AssertThreadsAgree(classifier, [.. Enumerable.Range(0, 50).Select(static i => TestImages.GreyJpeg(64 + i, 96, i))], perThread: 1000);
    }

    [TestMethod]
    public void Predict_EightThreadsOnARealModel_EveryAnswerIsTheSingleThreadedOne()
    {
        using var classifier = PneumoniaClassifier.Load(TrainedModels.Binary.Path);
        AssertThreadsAgree(classifier, [.. TrainedModels.Binary.Images.Take(10).Select(File.ReadAllBytes)], perThread: 20);
    }

    [TestMethod]
    public void Predict_AfterDispose_IsRefused()
    {
        var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary));
        var image = TestImages.GreyJpeg(64, 64);
        classifier.Dispose();
        classifier.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => classifier.Predict(image));
        Assert.ThrowsExactly<ObjectDisposedException>(() => classifier.PredictBatch([image], TestContext.CancellationToken));
        Assert.ThrowsExactly<ObjectDisposedException>(() => classifier.PredictBatch([.. Enumerable.Repeat(image, 200)], TestContext.CancellationToken));
        Assert.AreEqual(ClassificationTask.Binary, classifier.Manifest.Task);
    }

    [TestMethod]
    public void Dispose_WhileOthersPredict_EndsThemWithAnswersOrARefusal()
    {
        var image = TestImages.GreyJpeg(64, 64);
        for (var round = 0; round < 20; round++)
        {
            var classifier = PneumoniaClassifier.Load(TinyModels.Path(ClassificationTask.Binary), new ClassifierOptions { Threads = 1 });
            var expected = classifier.Predict(image).Probability;
            using var ready = new CountdownEvent(4);
            var workers = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    ready.Signal();
                    try
                    {
                        while (true) Assert.AreEqual(expected, classifier.Predict(image).Probability);
                    }
                    catch (ObjectDisposedException)
                    {
                        return true;
                    }
                },
                TaskCreationOptions.LongRunning)).ToArray();
            ready.Wait(TestContext.CancellationToken);
            classifier.Dispose();
            Assert.IsTrue(Task.WhenAll(workers).GetAwaiter().GetResult().All(static refused => refused));
        }
    }

    [TestMethod]
    public void Load_MultiClassWithoutNegativeClass_AnswersWithThePredictedClass()
    {
        var file = Artifact.ModelZip.Of(TinyModels.Bytes(ClassificationTask.MultiClass)).WithManifest(static m => m["negativeClass"] = null).ToBytes();
        using var classifier = PneumoniaClassifier.Load(new MemoryStream(file));
        var answer = classifier.Predict(TestImages.GreyJpeg(64, 64));
        Assert.AreEqual(Decision.Positive, answer.Decision);
        Assert.AreEqual(answer.Scores.Single(static s => s.Predicted).Probability, answer.Probability);
    }

    [TestMethod]
    public void AddPneumoniaClassifier_IsLoadedWhenAskedForSharedAndDisposedWithTheContainer()
    {
        PneumoniaClassifier first;
        var missing = new ServiceCollection().AddPneumoniaClassifier("no such file.zip").BuildServiceProvider();
        using (var provider = new ServiceCollection().AddPneumoniaClassifier(TinyModels.Path(ClassificationTask.Binary)).BuildServiceProvider())
        {
            first = provider.GetRequiredService<PneumoniaClassifier>();
            using var scope = provider.CreateScope();
            Assert.AreSame(first, scope.ServiceProvider.GetRequiredService<PneumoniaClassifier>());
            Assert.AreSame(first, provider.GetRequiredService<PneumoniaClassifier>());
        }

        Assert.ThrowsExactly<ObjectDisposedException>(() => first.Predict(TestImages.GreyJpeg(64, 64)));
        Assert.ThrowsExactly<ModelFileException>(missing.GetRequiredService<PneumoniaClassifier>);
        missing.Dispose();
        Assert.ThrowsExactly<ArgumentException>(() => new ServiceCollection().AddPneumoniaClassifier(" "));
    }

    private static void AssertThreadsAgree(PneumoniaClassifier classifier, byte[][] images, int perThread)
    {
        var expected = images.Select(image => classifier.Predict(image)).ToArray();
        var threads = Enumerable.Range(0, 8).Select(t => Task.Factory.StartNew(
            () =>
            {
                for (var i = t; i < t + perThread; i++) AssertExact(expected[i % images.Length], classifier.Predict(images[i % images.Length]));
            },
            TaskCreationOptions.LongRunning)).ToArray();
        Task.WhenAll(threads).GetAwaiter().GetResult();
    }

    private static ImageFault Fault(Func<Prediction> predict) => Assert.ThrowsExactly<UnreadableImageException>(() => predict()).Fault;

    private static void AssertSame(Prediction expected, Prediction found)
    {
        Assert.AreEqual(expected.Decision, found.Decision);
        Assert.AreEqual(expected.Label, found.Label);
        Assert.AreEqual(expected.Probability, found.Probability, 1e-6f);
        Assert.AreEqual(expected.Typicality, found.Typicality, 1e-5f);
        Assert.AreEqual(string.Join('|', expected.Scores.Select(static s => s.Label)), string.Join('|', found.Scores.Select(static s => s.Label)));
    }

    private static void AssertExact(Prediction expected, Prediction found)
    {
        Assert.AreEqual(expected.Decision, found.Decision);
        Assert.AreEqual(expected.Typicality, found.Typicality);
        Assert.IsTrue(expected.Scores.SequenceEqual(found.Scores));
    }

    /// <summary>A stream that can't seek, as from a socket.</summary>
    private sealed class ForwardOnly(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    }
}
