using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Pipeline;
using Pneumonia.Training;
using Spectre.Console.Testing;

namespace Pneumonia.Tests.Faults.Runs;

/// <summary>
/// Images that go away or become others while a run goes on, at every stage: it ends well, or with words that name an image; what is
/// remembered is not poisoned by it, and the older model stays until a newer one is whole. At every moment: PNEUMONIA_TEST_MOMENTS=1.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class ChangingImagesTests
{
    private const string OldModel = "the old model";

    private static readonly Lazy<Task<TrainingResult>> Untouched = new(static async () =>
    {
        using var set = new SmallSet(warm: false);
        return await set.Pipeline().WithBudget(maxTrials: 2).Build().RunAsync();
    });

    public required TestContext TestContext { get; init; }

    /// <value>When, and what happens to every fifth image.</value>
    public static IEnumerable<(TrainingStage At, string Harm)> Moments => from stage in Enum.GetValues<TrainingStage>()
        from harm in Harms.Keys
        where Extent.Of("PNEUMONIA_TEST_MOMENTS", 0) > 0 ? stage != TrainingStage.Reporting : Few.Contains((stage, harm))
        select (stage, harm);

    private static (TrainingStage, string)[] Few =>
    [
        (TrainingStage.Reading, "removed"), (TrainingStage.Screening, "replaced"), (TrainingStage.Preparing, "cut off"),
        (TrainingStage.Searching, "removed"), (TrainingStage.Packaging, "replaced"),
    ];

    private static Dictionary<string, Action<string, int>> Harms { get; } = new()
    {
        ["removed"] = static (path, _) => File.Delete(path),
        ["replaced"] = static (path, i) => File.WriteAllBytes(path, Imaging.TestImages.GreyJpeg(96, 96, seed: i)),
        ["cut off"] = static (path, _) => File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]),
    };

    [TestMethod]
    [DynamicData(nameof(Moments))]
    public async Task Run_ImagesChangeMeanwhile_EndsWellOrNamesOneAndPoisonsNothing(TrainingStage at, string harm) => await RunAsync(at, Harms[harm]);

    private async Task RunAsync(TrainingStage at, Action<string, int> harm)
    {
        var expected = await Untouched.Value;
        using var set = new SmallSet(warm: false);
        await File.WriteAllTextAsync(set.Model, OldModel, TestContext.CancellationToken);
        // Every fifth: some of either class, and of every part.
        string[] images = [.. TrainedModels.Set.Images.Select(i => Path.Combine(set.Data, i.Path)).Where(static (_, i) => i % 5 == 0)];
        var harmed = false;
        var watch = new SynchronousProgress<TrainingProgress>(p =>
        {
            // Screening hashes first: what is looked at next is no longer what was hashed.
            if (harmed || p.Stage != at || (at == TrainingStage.Screening && p.Detail != "decoding")) return;
            harmed = true;
            for (var i = 0; i < images.Length; i++) harm(images[i], i);
        });

        var (code, words) = await Code(() => set.Pipeline().WithBudget(maxTrials: 2).Build().RunAsync(watch, cancellationToken: TestContext.CancellationToken));

        Assert.IsTrue(harmed, "The stage never came.");
        TestContext.WriteLine($"{code} {words}");
        if (code != ExitCode.Done)
        {
            Assert.AreEqual(ExitCode.UnusableData, code, words);
            Assert.Contains(i => words.Contains(Path.GetFileName(i), StringComparison.Ordinal), images, words);
            Assert.AreEqual(OldModel, await File.ReadAllTextAsync(set.Model, TestContext.CancellationToken));
        }
        else
        {
            ModelFile.Verify(set.Model);
        }

        // All images are back: nothing that is remembered came of the wrong ones.
        foreach (var image in TrainedModels.Set.Images) File.Copy(Path.Combine(TrainedModels.Set.Folder, image.Path), Path.Combine(set.Data, image.Path), overwrite: true);
        var after = await set.Pipeline().WithBudget(maxTrials: 2).Build().RunAsync(cancellationToken: TestContext.CancellationToken);
        Assert.AreEqual(expected.Manifest.Graph.Sha256, after.Manifest.Graph.Sha256);
        Assert.AreEqual(Describe(expected), Describe(after));
        Assert.IsEmpty(Directory.GetFiles(set.At(), "*.unchecked"));
    }

    private static string Describe(TrainingResult result) => string.Join('\n', result.Screening.Findings.Select(static f => $"{f.Kind} {f.Files.Length}"));

    private static async Task<(int Code, string Words)> Code(Func<Task> run)
    {
        using var words = new TestConsole();
        words.Profile.Width = 4000;
        using var output = new StringWriter();
        var code = await ErrorBoundary.RunAsync(new CliConsole(output, words, IsInteractive: false), async () =>
        {
            await run();
            return ExitCode.Done;
        });
        return (code, words.Output);
    }
}
