using Pneumonia.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Pneumonia.Training.Torch.Learning;

/// <summary>Weighted cross entropy with soft targets.</summary>
internal static class Loss
{
    /// <param name="task">Softmax for multi-class, else one sigmoid an output.</param>
    /// <param name="logits">[N, K].</param>
    /// <param name="targets">[N, K] in [0, 1].</param>
    /// <param name="weights">[N, K]; a row of a multi-class task has one weight, repeated.</param>
    /// <returns>A scalar.</returns>
    internal static Tensor Of(ClassificationTask task, Tensor logits, Tensor targets, Tensor weights)
        => task == ClassificationTask.MultiClass
            ? -(nn.functional.log_softmax(logits, 1) * targets * weights).sum(1).mean()
            : nn.functional.binary_cross_entropy_with_logits(logits, targets, weights);
}
