using Pneumonia.Training.Search;

namespace Pneumonia.Tests.Search;

[TestClass]
public sealed class SearchBudgetTests
{
    [TestMethod]
    public void Faults_EveryRuleBroken_ListsThemAll()
    {
        var faults = new SearchBudget { Time = TimeSpan.Zero, MaxTrials = 0, MaxMemory = 0 }.Faults().ToArray();

        Assert.HasCount(3, faults);
    }

    [TestMethod]
    public void Faults_LongerThanATimerCanWait_IsRefused()
    {
        Assert.Contains("49 days", new SearchBudget { Time = TimeSpan.FromDays(50) }.Faults().Single());
        Assert.IsEmpty(new SearchBudget { Time = TimeSpan.FromDays(49) }.Faults());
    }
}
