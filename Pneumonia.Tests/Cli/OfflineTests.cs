using Pneumonia.Cli;
using Pneumonia.Tests.Pipeline;

namespace Pneumonia.Tests.Cli;

[TestClass]
[DoNotParallelize]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class OfflineTests
{
    /// <summary>Training loads ONNX Runtime by every road: features, verification, the written model, ML.NET's transformer.</summary>
    [TestMethod]
    public async Task Train_Always_LeavesNoTelemetryBehind()
    {
        using var set = new SmallSet();
        var home = set.At("home");
        Directory.CreateDirectory(home);

        using var child = ChildCli.StartAtHome(home, set.Train("--max-trials", "1"));
        (await child.EndAsync()).Expect(ExitCode.Done);

        var left = Directory.GetFiles(home, "*", SearchOption.AllDirectories).Where(static f => f.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase));
        Assert.IsEmpty(left, "ONNX Runtime keeps a device id and a queue of events in the home folder when its telemetry is on.");
    }
}
