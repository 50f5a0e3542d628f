using Pneumonia.Model;

namespace Pneumonia.Serving.Batching;

/// <summary>One image on its way to a batch.</summary>
internal sealed class PredictJob(byte[] image, long enqueued, CancellationToken cancellation)
    : TaskCompletionSource<Prediction>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public byte[] Image => image;

    /// <value>Timestamp of the time provider.</value>
    public long Enqueued => enqueued;

    public CancellationToken Cancellation => cancellation;
}
