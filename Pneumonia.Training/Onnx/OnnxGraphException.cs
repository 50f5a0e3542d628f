namespace Pneumonia.Training.Onnx;

/// <summary>An ONNX graph can't be read, edited or believed. The message names the thing, the rule and the value found.</summary>
public sealed class OnnxGraphException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="subject">The tensor, node or file that broke the rule.</param>
    /// <param name="rule">What must hold for it, such as "must have one or three channels".</param>
    /// <param name="found">What was found instead.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public OnnxGraphException(string subject, string rule, string found, Exception? innerException = null)
        : base($"ONNX {subject} {rule}; found: {found}", innerException)
        => (Subject, Rule, Found) = (subject, rule, found);

    /// <value>The tensor, node or file that broke the rule.</value>
    public string Subject { get; }

    /// <value>What must hold for it.</value>
    public string Rule { get; }

    /// <value>What was found instead.</value>
    public string Found { get; }
}
