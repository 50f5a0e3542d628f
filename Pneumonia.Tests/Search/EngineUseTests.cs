using Pneumonia.Model;
using Pneumonia.Training;
using Pneumonia.Training.Engines;
using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class EngineUseTests
{
    private static readonly EngineContext Context = new()
    {
        Images = [], TrainingRows = [], Folds = [], Seed = 1, Threads = 1, Targets = new Targets(ClassificationTask.Binary, ["normal", "pneumonia"], []),
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Start_FirstSuitable_TakesOneAndSaysWhyOthersWereLeftOut()
    {
        using var sessions = await Start(
            EngineUse.FirstSuitable,
            new Fake("a") { Available = EngineAvailability.No("it can't load.", "Do this.") },
            new Fake("b") { Suitable = EngineAvailability.No("too few images.", "Add some.") },
            new Fake("c"),
            new Fake("d"));

        Assert.AreSequenceEqual(new[] { "c" }, sessions.ByName.Keys);
        Assert.AreSequenceEqual(
            new[] { "Engine 'a' was left out: it can't load. Do this.", "Engine 'b' was left out: too few images. Add some." },
            sessions.Notes.Select(static n => n.Text));
    }

    [TestMethod]
    public async Task Start_All_DoesNotAskWhetherAnEngineSuits()
    {
        using var sessions = await Start(EngineUse.All, new Fake("b") { Suitable = EngineAvailability.No("too few images.", "Add some.") }, new Fake("c"));

        Assert.AreSequenceEqual(new[] { "b", "c" }, sessions.ByName.Keys);
        Assert.AreEqual(24, new SearchBudget().TrialsOf(sessions.ByName.Values));
    }

    [TestMethod]
    public async Task Start_NoneSuits_NamesEveryReason()
    {
        var error = await Assert.ThrowsExactlyAsync<EngineUnavailableException>(
            () => Start(EngineUse.FirstSuitable, new Fake("b") { Suitable = EngineAvailability.No("too few images.", "Add some.") }));

        Assert.Contains("too few images. Add some.", error.Message);
    }

    private Task<EngineSessions> Start(EngineUse use, params ITrainingEngine[] engines)
        => EngineSessions.StartAsync(new TrainingOptions { Engines = [.. engines], EngineUse = use }, Context, TestContext.CancellationToken);

    private sealed class Fake(string name) : ITrainingEngine
    {
        public EngineAvailability Available { get; init; } = EngineAvailability.Yes;

        public EngineAvailability Suitable { get; init; } = EngineAvailability.Yes;

        public string Name => name;

        public EngineAvailability CheckAvailability() => Available;

        public EngineAvailability CheckSuitability(EngineContext context, TimeSpan? time, CancellationToken cancellationToken) => Suitable;

        public Task<IEngineSession> StartAsync(EngineContext context, CancellationToken cancellationToken)
            => Task.FromResult<IEngineSession>(FakeSession.Scoring(static x => x));
    }
}
