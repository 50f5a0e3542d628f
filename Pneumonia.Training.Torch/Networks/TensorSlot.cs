namespace Pneumonia.Training.Torch.Networks;

/// <summary>What a tensor of a network is for.</summary>
internal enum TensorRole
{
    /// <summary>Kernel of a convolution, or weights of the head: learned, and shrunk by weight decay.</summary>
    Weight,

    /// <summary>Scale, shift or bias: learned, and never shrunk.</summary>
    Affine,

    /// <summary>Running mean or variance: averaged, not learned.</summary>
    Statistic,
}

/// <summary>A tensor that a network needs: its name, shape and role.</summary>
/// <param name="Name">Unique in the network.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Stage">The stage it belongs to; the head's is the last of all.</param>
internal sealed record TensorSlot(string Name, long[] Shape, TensorRole Role, int Stage)
{
    internal long Count => Shape.Aggregate(1L, static (product, side) => product * side);
}
