using Pneumonia.Model;

namespace Pneumonia.Serving.Hosting;

/// <summary>A classifier with a count of who uses it: a model that was swapped out is freed by whoever leaves it last.</summary>
internal sealed class LoadedModel(PneumoniaClassifier classifier, int generation, DateTimeOffset loadedAt)
{
    // The host is a user too, until it retires the model.
    private int users = 1;

    public PneumoniaClassifier Classifier => classifier;

    public int Generation => generation;

    public DateTimeOffset LoadedAt => loadedAt;

    /// <returns>False where the model was freed already.</returns>
    public bool TryEnter()
    {
        for (var seen = Volatile.Read(ref users); seen > 0;)
        {
            var before = Interlocked.CompareExchange(ref users, seen + 1, seen);
            if (before == seen) return true;
            seen = before;
        }

        return false;
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref users) == 0) classifier.Dispose();
    }
}
