using Pneumonia.Model;

namespace Pneumonia.Serving.Hosting;

/// <summary>The right to use a model until disposed, whatever is swapped in meanwhile.</summary>
internal readonly struct ModelLease(LoadedModel model) : IDisposable
{
    public PneumoniaClassifier Classifier => model.Classifier;

    public void Dispose() => model.Leave();
}
