namespace Pneumonia.Training.Engines;

/// <summary>What a network is and costs, as far as an ensemble must know.</summary>
/// <param name="Body">Names the network without its head: members with equal bodies share one, and cost once.</param>
/// <param name="InputSize">Side of its input, in pixels; members of an ensemble must agree.</param>
/// <param name="Cost">Multiply–accumulates of one image, in millions.</param>
public sealed record NetworkShape(string Body, int InputSize, double Cost)
{
    /// <value>Whether it can be one of several in one model. False for what ends as no ONNX graph. Default true.</value>
    public bool JoinsOthers { get; init; } = true;
}
