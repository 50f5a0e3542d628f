namespace Pneumonia.Model.Imaging;

/// <summary>An image could not be turned into pixels. The message names the rule and the value found.</summary>
public sealed class UnreadableImageException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="fault">Which rule the image broke.</param>
    /// <param name="message">The rule and the value found, in words.</param>
    /// <param name="innerException">What was caught, where something was.</param>
    public UnreadableImageException(ImageFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <value>Which rule the image broke.</value>
    public ImageFault Fault { get; }
}
