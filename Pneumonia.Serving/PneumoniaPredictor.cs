using System.Collections.Immutable;
using Pneumonia.Model;
using Pneumonia.Model.Manifest;
using Pneumonia.Serving.Batching;
using Pneumonia.Serving.Hosting;

namespace Pneumonia.Serving;

/// <summary>
/// The service without HTTP: bounded, batched, and always on the newest sound model. Ask dependency injection for it wherever an answer is needed
/// in the same process. Safe to share between threads. A research and engineering tool, not a medical device.
/// </summary>
public sealed class PneumoniaPredictor : IDisposable
{
    private readonly ModelHost host;
    private readonly Batcher batcher;
    private readonly Admission admission;
    private readonly int mostImages;
    // Drawing takes several times as long as answering: it must not hold every processor.
    private readonly SemaphoreSlim drawing = new(Math.Max(1, Environment.ProcessorCount / 2));

    internal PneumoniaPredictor(ModelHost host, Batcher batcher, Admission admission, ServingOptions options)
        => (this.host, this.batcher, this.admission, mostImages) = (host, batcher, admission, options.MaxImagesPerRequest);

    /// <value>Which model answers, and whether a newer file was refused.</value>
    public ModelStatus Status => host.Status;

    /// <value>How the latest images compare with those the model was calibrated on. A model that is swapped in begins anew.</value>
    public DriftReport Drift
    {
        get
        {
            using var model = host.Acquire();
            return model.Classifier.Drift;
        }
    }

    /// <value>The manifest of the model that answers now.</value>
    public ModelManifest Manifest
    {
        get
        {
            using var model = host.Acquire();
            return model.Classifier.Manifest;
        }
    }

    /// <summary>Answers for one encoded image (JPEG, PNG, BMP, GIF or WebP). One that can't be read is answered with <see cref="Decision.Unreadable"/>.</summary>
    /// <param name="image">The file's bytes; not to be changed before the answer is there.</param>
    /// <param name="cancellationToken">Gives up waiting; what was not begun is never run.</param>
    /// <exception cref="PredictorBusyException">The queue is full.</exception>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public Task<Prediction> PredictAsync(byte[] image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        admission.Enter(1);
        return batcher.Add(image, cancellationToken).Task.WaitAsync(cancellationToken);
    }

    /// <summary>Answers for many images, in their order; all are let in, or none.</summary>
    /// <param name="images">The files' bytes; at most <see cref="ServingOptions.MaxImagesPerRequest"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; what was not begun is never run.</param>
    /// <exception cref="ArgumentException">There are more images than one call may bring.</exception>
    /// <inheritdoc cref="PredictAsync(byte[], CancellationToken)" path="/exception"/>
    public async Task<ImmutableArray<Prediction>> PredictAsync(IReadOnlyList<byte[]> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count > mostImages) throw new ArgumentException($"One call may bring {mostImages} images; this one brings {images.Count}.", nameof(images));
        using var activity = Telemetry.Start("pneumonia.predict", images.Count);
        admission.Enter(images.Count);
        var waiting = images.Select(image => (Task<Prediction>)batcher.Add(image, cancellationToken).Task).ToArray();
        return [.. await Task.WhenAll(waiting).WaitAsync(cancellationToken).ConfigureAwait(false)];
    }

    /// <summary>Answers for one image and shows where the answer comes from.</summary>
    /// <typeparam name="T">What is made of the explanation.</typeparam>
    /// <param name="image">The file's bytes.</param>
    /// <param name="draw">Draws it; runs with the image inside the queue's bound, so that drawing is bounded too.</param>
    /// <param name="cancellationToken">Gives up waiting for a place.</param>
    /// <exception cref="Model.Imaging.UnreadableImageException">The image can't be read.</exception>
    /// <exception cref="ModelFileException">The model's graph gives no activation maps.</exception>
    /// <inheritdoc cref="PredictAsync(byte[], CancellationToken)" path="/exception"/>
    public async Task<T> ExplainAsync<T>(byte[] image, Func<Explanation, T> draw, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(draw);
        using var activity = Telemetry.Start("pneumonia.explain", 1);
        admission.Enter(1);
        try
        {
            await drawing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => Explain(image, draw), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                drawing.Release();
            }
        }
        finally
        {
            admission.Leave(1);
        }
    }

    /// <summary>The container's business; whoever got it from there need not.</summary>
    public void Dispose() => drawing.Dispose();

    internal void RequireRoom() => admission.RequireRoom();

    private T Explain<T>(byte[] image, Func<Explanation, T> draw)
    {
        using var model = host.Acquire();
        return draw(model.Classifier.Explain(image));
    }
}
