using Pneumonia.Training.Synthesis;

namespace Pneumonia.Tests.Synthesis;

[TestClass]
public sealed class PortableMathTests
{
    [TestMethod]
    public void Exp_InItsRange_AgreesWithTheSystem()
    {
        for (var x = -8.0; x <= 8; x += 0.037) Assert.AreEqual(1, PortableMath.Exp(x) / Math.Exp(x), 1e-12);
    }

    [TestMethod]
    public void SinCos_InItsRange_AgreesWithTheSystem()
    {
        for (var angle = -6.28f; angle <= 6.28f; angle += 0.06f)
        {
            var (sin, cos) = PortableMath.SinCos(angle);
            Assert.AreEqual(Math.Sin(angle), sin, 1e-5);
            Assert.AreEqual(Math.Cos(angle), cos, 1e-5);
        }
    }
}
