using Pneumonia.Model.MLNet;
using Pneumonia.Training;
using Pneumonia.Training.Torch;
using Pneumonia.Training.Torch.Engine;
using Pneumonia.Training.Torch.Learning;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Tests.Torch;

[TestClass]
public sealed class EndToEndOptionsTests
{
    [TestMethod]
    public void Faults_Default_AreNone() => Assert.IsEmpty(new EndToEndOptions().Faults());

    [TestMethod]
    public void Trainer_BrokenOptions_NamesAllFaults()
    {
        var options = new EndToEndOptions { Epochs = 0, LearningRate = double.NaN, Device = "gpu", Members = 11, BatchSize = 1 };
        Assert.HasCount(5, Assert.ThrowsExactly<TrainingOptionsException>(() => new EndToEndTrainer(options)).Faults);
    }

    [TestMethod]
    public void Engine_BrokenOptions_NamesAllFaults()
    {
        var options = new EndToEndEngineOptions { ScoringFolds = 1, Training = new EndToEndOptions { WarmUp = 2 } };
        Assert.HasCount(2, Assert.ThrowsExactly<TrainingOptionsException>(() => new EndToEndEngine(options)).Faults);
    }

    [TestMethod]
    [DataRow(32)]
    [DataRow(100)]
    [DataRow(1024)]
    public void Engine_SideThatNoModelFileHas_IsRefusedBeforeAnyTraining(int side)
    {
        var training = new EndToEndOptions { Network = NetworkSpec.Default with { InputSize = side, Blocks = [1, 1] } };
        var fault = Assert.ThrowsExactly<TrainingOptionsException>(() => new EndToEndEngine(new EndToEndEngineOptions { Training = training })).Faults.Single();
        Assert.Contains("The network's input size must be one of 64, 96, 112, 128, ", fault);
        Assert.EndsWith($"; it is {side}.", fault);
        Assert.IsEmpty(training.Faults(), "A training alone ends in ONNX, of whatever side.");
    }

    [TestMethod]
    public void Engine_EverySideThatAModelFileHas_IsTaken()
    {
        foreach (var side in PixelContracts.Sizes)
            Assert.IsEmpty(new EndToEndEngineOptions { Training = new EndToEndOptions { Network = NetworkSpec.Default with { InputSize = side } } }.Faults());
    }

    [TestMethod]
    [DataRow("auto", "auto", 0)]
    [DataRow("cuda:3", "cuda", 3)]
    public void Parse_Device_IsUnderstood(string text, string kind, int index) => Assert.AreEqual(new DeviceName(kind, index), DeviceName.Parse(text));

    [TestMethod]
    [DataRow("cuda:")]
    [DataRow("cuda:-1")]
    [DataRow("CPU")]
    [DataRow("")]
    public void Parse_NoDevice_IsNull(string text) => Assert.IsNull(DeviceName.Parse(text));

    [TestMethod]
    [DataRow(LearningRateSchedule.OneCycle)]
    [DataRow(LearningRateSchedule.Cosine)]
    public void LearningRate_OverATraining_RisesToTheFullRateAndFalls(LearningRateSchedule schedule)
    {
        var options = new EndToEndOptions { Schedule = schedule, WarmUp = 0.25, LearningRate = 0.1 };
        var rates = Enumerable.Range(0, 101).Select(i => LearningRate.At(options, i / 100.0)).ToArray();
        Assert.AreEqual(0.1, rates[25], 1e-9);
        Assert.IsTrue(rates.Take(25).Zip(rates.Skip(1), (a, b) => a < b).All(static up => up));
        Assert.IsTrue(rates.Skip(25).Zip(rates.Skip(26), (a, b) => a > b).All(static down => down));
        Assert.IsLessThan(1e-3, rates[100]);
        Assert.IsGreaterThan(0, rates[0]);
    }

    [TestMethod]
    public void LearningRate_NoWarmUp_BeginsAtTheFullRate()
        => Assert.AreEqual(0.1, LearningRate.At(new EndToEndOptions { WarmUp = 0, LearningRate = 0.1 }, 0), 1e-9);

    [TestMethod]
    public void Explain_OldLibrary_NamesTheScript()
    {
        var availability = LibTorch.Explain("Unable to load 'x'\n/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)\nmore");
        Assert.IsFalse(availability.Available);
        Assert.Contains("GLIBCXX_3.4.32", availability.Reason!);
        Assert.Contains("eng/torch-runtime.sh", availability.Remedy!);
    }
}
