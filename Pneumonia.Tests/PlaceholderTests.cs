namespace Pneumonia.Tests;

[TestClass]
public sealed class PlaceholderTests
{
    [TestMethod]
    public void AssemblyVersion_Always_IsFixed()
        => Assert.AreEqual(new Version(1, 0, 0, 0), typeof(Pneumonia.Model.ClassificationTask).Assembly.GetName().Version);
}
