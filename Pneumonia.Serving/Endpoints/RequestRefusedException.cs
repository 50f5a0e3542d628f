namespace Pneumonia.Serving.Endpoints;

/// <summary>A request is wrong in itself; sending it again will not help.</summary>
internal sealed class RequestRefusedException(int status, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int Status => status;
}
