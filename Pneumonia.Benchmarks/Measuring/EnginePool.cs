using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;
using Pneumonia.Model;

namespace Pneumonia.Benchmarks.Measuring;

/// <summary>Prediction engines in a pool, as one writes them by hand: an engine is not safe to share between threads.</summary>
internal sealed class EnginePool : IDisposable
{
    private readonly MLContext ml = new(1);
    private readonly ITransformer transformer;
    private readonly ObjectPool<PredictionEngine<ModelInput, ModelOutput>> pool;

    public EnginePool(string model)
    {
        transformer = ml.LoadPneumonia(model);
        pool = new DefaultObjectPool<PredictionEngine<ModelInput, ModelOutput>>(new Policy(Engine), Environment.ProcessorCount);
    }

    public PredictionEngine<ModelInput, ModelOutput> Engine()
        => ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer, new PredictionEngineOptions { OwnsTransformer = false });

    public ModelOutput Predict(byte[] image)
    {
        var engine = pool.Get();
        try
        {
            return engine.Predict(new ModelInput { ImageSource = image });
        }
        finally
        {
            pool.Return(engine);
        }
    }

    public void Dispose() => (transformer as IDisposable)?.Dispose();

    private sealed class Policy(Func<PredictionEngine<ModelInput, ModelOutput>> make) : PooledObjectPolicy<PredictionEngine<ModelInput, ModelOutput>>
    {
        public override PredictionEngine<ModelInput, ModelOutput> Create() => make();

        public override bool Return(PredictionEngine<ModelInput, ModelOutput> obj) => true;
    }
}
