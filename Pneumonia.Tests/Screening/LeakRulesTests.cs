using Pneumonia.Tests.Data;
using Pneumonia.Training.Data;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Screening.Rules;
using Pneumonia.Training.Screening.Traits;

namespace Pneumonia.Tests.Screening;

[TestClass]
public sealed class LeakRulesTests
{
    [TestMethod]
    public void Of_LargeImagesAreNormal_SizeLeaksWithItsAuc()
    {
        var found = Find(60, static (label, random) => SomeTraits.Good with { Width = 1000 + (label == 0 ? 300 : 0) + random.Next(400), Height = 800 }).Select(static s => s.Kind).ToArray();
        Assert.AreSequenceEqual(new[] { ScreeningKind.SizeLeak, ScreeningKind.AspectLeak }, found);
    }

    [TestMethod]
    public void Of_OnlyOneClassInColour_IsTheOnlyLeakAndSaysWhatIsDone()
    {
        var leak = Find(60, static (label, random) => SomeTraits.Good with { ColourMode = label == 1 && random.Next(2) == 0 ? 1 : 0 }).Single();
        Assert.AreEqual(ScreeningKind.ColourModeLeak, leak.Kind);
        Assert.Contains("'PNEUMONIA' from the rest with AUC 0.7", leak.Problem);
        Assert.Contains("grey", leak.Otherwise!);
    }

    [TestMethod]
    public void Of_NothingToDoWithTheLabel_IsNoLeak()
        => Assert.IsEmpty(Find(400, static (_, random) => SomeTraits.Good with { Width = 900 + random.Next(400), ColourMode = random.Next(2) }));

    [TestMethod]
    public void Of_TooFewToTell_IsNoLeak()
        => Assert.IsEmpty(Find(19, static (label, _) => SomeTraits.Good with { Width = 1000 + label }));

    private static Suspicion[] Find(int ofEach, Func<int, Random, ImageTraits> traits)
    {
        var random = new Random(1);
        var data = Samples.Binary(Enumerable.Range(0, 2 * ofEach).Select(static i => Samples.Of($"{i}.png", $"p{i}", DataSplit.Unassigned, i % 2)));
        var images = data.Samples.Select(s => new ScreenedImage(traits(s.Labels[0], random))).ToArray();
        return [.. LeakRules.Of(data, images, new ScreeningOptions())];
    }
}
