using Pneumonia.Benchmarks.All;
using Pneumonia.Benchmarks.Measuring;
using Pneumonia.Model;

namespace Pneumonia.Benchmarks.Predicting;

/// <summary>Single and batched prediction for the table.</summary>
internal static class PredictionRows
{
    private const int Batch = 16;
    private const string Output = "probabilities";
    private const string Limit = "bare libjpeg + ONNX Runtime";
    private const string Engine = "PredictionEngine over LoadImages → … → ApplyOnnxModel";
    private const string EngineOfOurs = "PredictionEngine over our .zip";
    private const string Stock = "Transform of LoadImages → … → ApplyOnnxModel";
    private const string Pool = "ObjectPool of PredictionEngines, Parallel.ForEach";

    public static async Task<IEnumerable<Row>> RunAsync(AllInputs inputs) =>
    [
        .. await SingleAsync(inputs, inputs.Small, "small"),
        .. await SingleAsync(inputs, inputs.Large, "full resolution"),
        .. await BatchedAsync(inputs, inputs.Small, "small"),
        .. await BatchedAsync(inputs, inputs.Large, "full resolution"),
    ];

    private static async Task<IEnumerable<Row>> SingleAsync(AllInputs inputs, AllInputs.ImageSet images, string size)
    {
        var next = 0;
        using var classifier = PneumoniaClassifier.Load(inputs.Options.Model);
        using var bare = new BareNetwork(inputs.Graph, inputs.Side, Output, Environment.ProcessorCount);
        using var stock = new StockModel(inputs.GraphPath, inputs.Side, Output);
        using var engine = stock.Engine();
        using var pool = new EnginePool(inputs.Options.Model);
        using var ofOurs = pool.Engine();
        var pixels = bare.Pixels(1);
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds,
            One("ours", () => classifier.Predict(images.Paths[next])),
            One(Limit, () =>
            {
                BareNetwork.Decode(images.Bytes[next], inputs.Side);
                bare.Run(pixels);
            }),
            One(Engine, () => engine.Predict(new StockModel.Row { Path = images.Paths[next] })),
            One(EngineOfOurs, () => ofOurs.Predict(new ModelInput { ImageSource = images.Bytes[next] })));
        return [Row.Of($"single prediction, {size}", turns, Limit, Engine, "ms"), Row.Of($"single prediction, {size}", turns, null, EngineOfOurs, "ms")];

        Contender One(string name, Action predict) => Contender.Repeat(name, inputs.Options.Turn, () =>
        {
            next = (next + 1) % images.Paths.Length;
            predict();
            return 1;
        });
    }

    private static async Task<IEnumerable<Row>> BatchedAsync(AllInputs inputs, AllInputs.ImageSet images, string size)
    {
        using var classifier = PneumoniaClassifier.Load(inputs.Options.Model);
        using var bare = new BareNetwork(inputs.Graph, inputs.Side, Output, threads: 1);
        using var stock = new StockModel(inputs.GraphPath, inputs.Side, Output);
        using var pool = new EnginePool(inputs.Options.Model);
        var turns = await Turns.RunAsync(
            inputs.Options.Rounds,
            Contender.Repeat("ours", inputs.Options.Turn, () => classifier.PredictBatch(images.Paths).Count()),
            Contender.Repeat(Limit, inputs.Options.Turn, () => bare.RunAll(images.Bytes, Batch, Environment.ProcessorCount, decode: true)),
            Contender.Repeat(Stock, inputs.Options.Turn, () => stock.RunAll(images.Paths)),
            Contender.Repeat(Pool, inputs.Options.Turn, () =>
            {
                Parallel.ForEach(images.Bytes, image => pool.Predict(image));
                return images.Bytes.Length;
            }));
        return [Row.Of($"batched prediction, {size}", turns, Limit, Stock, "images/s"), Row.Of($"batched prediction, {size}", turns, null, Pool, "images/s")];
    }
}
