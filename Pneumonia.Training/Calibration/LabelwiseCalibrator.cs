using System.Collections.Immutable;

namespace Pneumonia.Training.Calibration;

/// <summary>A calibrator of its own for each label's score.</summary>
public sealed record LabelwiseCalibrator : ICalibrator
{
    /// <summary>Takes the labels' calibrators, in the order of the columns.</summary>
    /// <param name="labels">At least one; each for one class.</param>
    /// <exception cref="ArgumentException">There is none, or one takes several classes.</exception>
    public LabelwiseCalibrator(ImmutableArray<ICalibrator> labels)
    {
        if (labels.IsDefaultOrEmpty)
            throw new ArgumentException("labels must hold at least one calibrator, but holds none.", nameof(labels));
        for (var k = 0; k < labels.Length; k++)
            if (labels[k].Classes != 1)
                throw new ArgumentException($"labels must take one class each, but calibrator {k} takes {labels[k].Classes}.", nameof(labels));
        Labels = labels;
    }

    /// <value>Each label's calibrator, in the order of the columns.</value>
    public ImmutableArray<ICalibrator> Labels { get; }

    /// <inheritdoc/>
    public CalibrationMethod Method => CalibrationMethod.Labelwise;

    /// <inheritdoc/>
    public int Classes => Labels.Length;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        CalibratorExtensions.CheckShapes(Classes, scores, probabilities);
        for (var i = 0; i < scores.Length; i++)
            Labels[i % Classes].Apply(scores.Slice(i, 1), probabilities.Slice(i, 1));
    }
}
