namespace Pneumonia.Tests.Model;

[TestClass]
public sealed class AssemblyVersionTests
{
    [TestMethod]
    public void AssemblyVersion_Always_IsFixed()
        => Assert.AreEqual(new Version(1, 0, 0, 0), typeof(global::Pneumonia.Model.ClassificationTask).Assembly.GetName().Version);
}
