using Pneumonia.Training.Torch;

namespace Pneumonia.Tests.Torch;

/// <summary>What tests need that run libtorch.</summary>
internal static class TorchTest
{
    /// <summary>Ends the test as inconclusive where libtorch can't load.</summary>
    public static void Require()
    {
        var found = LibTorch.Check();
        if (!found.Available) Assert.Inconclusive($"{found.Reason} {found.Remedy}");
    }
}
