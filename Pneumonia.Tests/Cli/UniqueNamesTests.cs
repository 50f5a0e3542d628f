using Pneumonia.Cli.Output;

namespace Pneumonia.Tests.Cli;

[TestClass]
public sealed class UniqueNamesTests
{
    [TestMethod]
    public void Take_NamesThatCollide_GoOnWithTheFirstFreeNumber()
    {
        using var names = new UniqueNames();

        // The fifth finds its first number taken by another's own name.
        var taken = new[] { "a", "A", "a-3", "Ä", "a", "ä", "b", "a-3" }.Select(names.Take).ToArray();

        Assert.AreSequenceEqual(new[] { "a", "A-2", "a-3", "Ä", "a-4", "ä-2", "b", "a-3-2" }, taken);
    }

    [TestMethod]
    public void Take_OneNameAgainAndAgain_IsNeverGivenTwice()
    {
        const int many = 20_000;
        using var names = new UniqueNames();

        var taken = Enumerable.Range(0, many).Select(_ => names.Take("xray")).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.HasCount(many, taken);
        Assert.Contains($"xray-{many}", taken);
    }
}
