namespace Pneumonia.Training.Torch.Networks;

/// <summary>One operation of a network. It reads the results of earlier steps, named by their position.</summary>
/// <param name="Name">Unique in its network; its tensors are called name/what.</param>
/// <param name="Stage">0 for the stem, 1 … n for the stages, n + 1 for what follows them.</param>
/// <param name="Input">Position of the step it reads; −1 for the pixels.</param>
internal abstract record Step(string Name, int Stage, int Input)
{
    /// <summary>Grey [N, 1, S, S] in 0…255 to normalised [N, C, S, S].</summary>
    internal sealed record Normalise(string Name, InputNormalisation Kind, int Channels) : Step(Name, 0, -1);

    /// <summary>A convolution without bias: a normalisation follows each, sooner or later.</summary>
    internal sealed record Convolution(string Name, int Stage, int Input, int From, int To, int Kernel, int Stride, int Groups) : Step(Name, Stage, Input)
    {
        internal int Padding => Kernel / 2;

        internal string Weight => $"{Name}/weight";

        internal long[] Shape => [To, From / Groups, Kernel, Kernel];
    }

    /// <summary>Batch normalisation with scale, shift, running mean and running variance.</summary>
    internal sealed record BatchNorm(string Name, int Stage, int Input, int Channels) : Step(Name, Stage, Input)
    {
        internal const double Epsilon = 1e-5;
        internal const double Momentum = 0.1;

        /// <summary>Undoes a variance of 1: the scale of a normalisation that was folded into its convolution, and so does nothing but shift.</summary>
        internal static readonly float FoldedScale = (float)Math.Sqrt(1 + Epsilon);

        internal string Scale => $"{Name}/scale";

        internal string Shift => $"{Name}/shift";

        internal string Mean => $"{Name}/mean";

        internal string Variance => $"{Name}/variance";
    }

    /// <summary>max(0, x), or min(max(0, x), 6).</summary>
    internal sealed record Relu(string Name, int Stage, int Input, bool CappedAtSix) : Step(Name, Stage, Input);

    /// <summary>Largest value of each window.</summary>
    internal sealed record MaxPool(string Name, int Stage, int Input, int Kernel, int Stride, int Padding) : Step(Name, Stage, Input);

    /// <summary>The sum of two results of the same shape.</summary>
    internal sealed record Sum(string Name, int Stage, int Input, int Other) : Step(Name, Stage, Input);
}
