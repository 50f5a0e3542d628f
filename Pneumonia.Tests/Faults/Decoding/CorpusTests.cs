namespace Pneumonia.Tests.Faults.Decoding;

/// <summary>
/// The files by which coverage-guided fuzzing reached every edge of the decoder that it found, and what once broke it. All drawn, or mutated
/// from drawn images; eng/fuzz.sh makes more.
/// </summary>
[TestClass]
public sealed class CorpusTests
{
    [TestMethod]
    public void Check_EveryFileOfTheCorpus_KeepsTheContract()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Faults", "Decoding", "Corpus"));
        Assert.IsGreaterThan(50, files.Length);
        var read = 0;
        foreach (var file in files)
        {
            try
            {
                if (DecoderContract.Check(File.ReadAllBytes(file))) read++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{Path.GetFileName(file)}: {e}", e);
            }
        }

        Assert.IsGreaterThan(0, read);
        Assert.IsLessThan(files.Length, read);
    }
}
