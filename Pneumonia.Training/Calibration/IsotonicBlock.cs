namespace Pneumonia.Training.Calibration;

/// <summary>Neighbouring scores that share a probability.</summary>
/// <param name="Score">Their weighted mean.</param>
/// <param name="Rate">Weighted share of positives.</param>
/// <param name="Weight">Their weight together.</param>
internal readonly record struct IsotonicBlock(double Score, double Rate, double Weight)
{
    public IsotonicBlock With(IsotonicBlock next)
    {
        // As a step from the one towards the other, so that the mean of two numbers never leaves their range.
        var share = next.Weight / (Weight + next.Weight);
        return new IsotonicBlock(Score + share * (next.Score - Score), Rate + share * (next.Rate - Rate), Weight + next.Weight);
    }

    /// <summary>By how much the weighted squared error grows.</summary>
    public double CostOfMerging(IsotonicBlock next)
        => Weight * next.Weight / (Weight + next.Weight) * (Rate - next.Rate) * (Rate - next.Rate);
}
