using Microsoft.Extensions.Logging;
using Pneumonia.Model;

namespace Pneumonia.Serving.Hosting;

/// <summary>
/// Holds the model that answers, and swaps it: the new one is loaded and checked beside the old one, then takes its place; what runs ends on the
/// old one. A file that is refused changes nothing but what <see cref="Status"/> and the log say.
/// </summary>
internal sealed class ModelHost(string path, ServingOptions options, Telemetry telemetry, TimeProvider time, ILogger<ModelHost> logger) : IDisposable
{
    private readonly Lock gate = new();
    private volatile LoadedModel? current;
    private FileStamp? tried;
    private FileStamp? seen;
    private (string Why, DateTimeOffset At)? refused;
    private bool disposed;

    public ModelStatus Status
    {
        get
        {
            lock (gate)
            {
                var model = EnsureLoaded();
                return new ModelStatus(model.Classifier.Manifest.Graph.Sha256, model.Generation, model.LoadedAt, refused?.Why, refused?.At);
            }
        }
    }

    /// <exception cref="ModelFileException">The first model can't be loaded.</exception>
    public ModelLease Acquire()
    {
        while (true)
        {
            var model = current ?? EnsureLoaded();
            if (model.TryEnter()) return new ModelLease(model);
        }
    }

    /// <summary>Looks at the file once; loads it where it changed and has stopped changing.</summary>
    /// <returns>Whether another model answers now.</returns>
    public bool Look()
    {
        lock (gate)
        {
            var (before, now) = (seen, FileStamp.Of(path));
            seen = now;
            // A file that is being written looks different every time: it has to hold still for one interval.
            if (now is null || now == tried || now != before || disposed) return false;
            tried = now;
        }

        // Nobody waits while the new one is loaded.
        return Swap();
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            current?.Leave();
        }
    }

    private bool Swap()
    {
        LoadedModel loaded;
        try
        {
            loaded = new LoadedModel(LoadChecked(), (current?.Generation ?? 0) + 1, time.GetUtcNow());
        }
        catch (Exception e) when (e is ModelFileException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            // The message is for whoever may see /info: the file's place on the disk is nobody's business there.
            var why = e.Message.Replace(path, Path.GetFileName(path), StringComparison.Ordinal);
            lock (gate) refused = (why, time.GetUtcNow());
            telemetry.Reloaded("refused");
            Log.Refused(logger, why);
            return false;
        }

        LoadedModel? old;
        lock (gate)
        {
            (old, refused) = (current, null);
            if (disposed) old = loaded;
            else current = loaded;
        }

        old?.Leave();
        telemetry.Reloaded("swapped");
        Log.Swapped(logger, loaded.Classifier.Manifest.Graph.Sha256, loaded.Generation);
        return true;
    }

    private LoadedModel EnsureLoaded()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, typeof(PneumoniaPredictor));
            if (current is { } model) return model;
            (tried, seen) = (FileStamp.Of(path), FileStamp.Of(path));
            model = new LoadedModel(LoadChecked(), 1, time.GetUtcNow());
            Log.Loaded(logger, model.Classifier.Manifest.Graph.Sha256);
            return current = model;
        }
    }

    private PneumoniaClassifier LoadChecked()
    {
        var classifier = PneumoniaClassifier.Load(path, options.Classifier);
        try
        {
            ModelCheck.Pass(path, classifier);
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }
}
