using System.Reflection;
using System.Text;
using Microsoft.ML;
using Pneumonia.Model;
using Pneumonia.Model.Inference;
using Pneumonia.Model.MLNet;

namespace Pneumonia.Tests.TensorFlow;

[TestClass]
public sealed class TransformerFileTests
{
    [TestMethod]
    public void Explain_MissingAssembly_NamesThePackages()
    {
        var e = Explain(new FileNotFoundException("Could not load", "Microsoft.ML.Vision, Version=1.0.0.0, Culture=neutral"));
        Assert.AreEqual(ModelFileFault.RuntimeMissing, e.Fault);
        Assert.Contains("'model.zip'", e.Message);
        Assert.Contains("Microsoft.ML.Vision 5.0.0", e.Message);
        Assert.Contains("SciSharp.TensorFlow.Redist 2.16.0", e.Message);
    }

    [TestMethod]
    public void Explain_MissingNativeLibrary_NamesThePackage()
    {
        var e = Explain(new DllNotFoundException("Unable to load shared library 'tensorflow' or one of its dependencies."));
        Assert.AreEqual(ModelFileFault.RuntimeMissing, e.Fault);
        Assert.Contains("SciSharp.TensorFlow.Redist 2.16.0", e.Message);
    }

    [TestMethod]
    public void Explain_AnythingElse_IsADamagedFile()
    {
        var e = Explain(new FormatException("broken"));
        Assert.AreEqual(ModelFileFault.Corrupt, e.Fault);
        Assert.Contains("broken", e.Message);
    }

    [TestMethod]
    public void Load_TransformerOfAPackageThatIsNotHere_NamesIt()
    {
        // The file's own trainer is called by the name of ML.NET's, in as many letters.
        const string Here = "Microsoft.ML.StandardTrainers", Missing = "Microsoft.ML.Vision.NotHere.X";
        var zip = Artifact.ModelZip.Of(File.ReadAllBytes(StandInRuns.Of(ClassificationTask.Binary).Result.ModelPath));
        var (name, original) = zip.Parts.Single(static p => Find(p.Value, Here) >= 0);
        var bytes = original.ToArray();
        for (int at; (at = Find(bytes, Here)) >= 0;) Encoding.Unicode.GetBytes(Missing).CopyTo(bytes, at);
        var path = Fixtures.TestRunFolder.At("missing-package.zip");
        File.WriteAllBytes(path, zip.WithPart(name, bytes).ToBytes());

        foreach (var load in new Action[] { () => PneumoniaClassifier.Load(path).Dispose(), () => new MLContext().LoadPneumonia(path) })
        {
            var e = Assert.ThrowsExactly<ModelFileException>(load);
            Assert.AreEqual(ModelFileFault.RuntimeMissing, e.Fault);
            Assert.Contains("Add the NuGet packages Microsoft.ML.Vision 5.0.0", e.Message);
        }
    }

    [TestMethod]
    public void Shares_ManyThreads_OneEngineEachAndRightAnswers()
    {
        var ml = new MLContext().RegisterPneumonia();
        var whole = (Microsoft.ML.Data.TransformerChain<ITransformer>)ml.Model.Load(StandInRuns.Of(ClassificationTask.Binary).Result.ModelPath, out _);
        using var engines = new ShareEngines(ml, new Microsoft.ML.Data.TransformerChain<ITransformer>([.. whole.Skip(1)]), 2);
        byte[][] jpegs = [.. Enumerable.Range(0, 16).Select(static i => SquareJpeg.Encode(Imaging.TestImages.GreyJpeg(64, 64, i), 299))];
        var alone = jpegs.Select(engines.Shares).ToArray();
        Assert.AreEqual(1, engines.Made);

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Assert.AreSequenceEqual(alone[i % 16], engines.Shares(jpegs[i % 16])));
        Assert.IsLessThanOrEqualTo(4, engines.Made);
        Assert.IsGreaterThan(1, alone.Select(static s => s[0]).Distinct().Count());
    }

    [TestMethod]
    public void Shares_OfAnotherNumberOfClasses_AreRefused()
    {
        var ml = new MLContext().RegisterPneumonia();
        var whole = (Microsoft.ML.Data.TransformerChain<ITransformer>)ml.Model.Load(StandInRuns.Of(ClassificationTask.Binary).Result.ModelPath, out _);
        using var engines = new ShareEngines(ml, new Microsoft.ML.Data.TransformerChain<ITransformer>([.. whole.Skip(1)]), 3);
        Assert.Contains("3 shares", Assert.ThrowsExactly<ModelFileException>(() => engines.Shares(SquareJpeg.Encode(Imaging.TestImages.GreyJpeg(64, 64), 299))).Message);
    }

    private static ModelFileException Explain(Exception cause)
        => TransformerFile.Explain(new InvalidOperationException("outer", new TargetInvocationException(cause)), "model.zip");

    private static int Find(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text));
}
