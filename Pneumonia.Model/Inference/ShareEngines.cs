using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using Pneumonia.Model.MLNet;

namespace Pneumonia.Model.Inference;

/// <summary>
/// Prediction engines over one shared transformer. An engine serves one caller at a time (shared between threads it answers wrongly), so each
/// caller takes one and gives it back; there are never more than callers at the same time.
/// </summary>
internal sealed class ShareEngines : IDisposable
{
    private readonly MLContext ml;
    private readonly ITransformer transformer;
    private readonly int classes;
    private readonly ConcurrentBag<PredictionEngine<JpegRow, SharesRow>> idle = [];
    private readonly Lock making = new();

    /// <param name="ml">Makes the engines.</param>
    /// <param name="transformer">From <see cref="JpegRow"/> to a column "Score"; stays the caller's.</param>
    /// <param name="classes">Classes whose shares the transformer gives.</param>
    public ShareEngines(MLContext ml, ITransformer transformer, int classes) => (this.ml, this.transformer, this.classes) = (ml, transformer, classes);

    /// <summary>Engines made so far.</summary>
    internal int Made { get; private set; }

    /// <summary>Makes the first engine, so that a transformer which can't serve is known before the first image.</summary>
    public void Prepare() => idle.Add(Make());

    /// <summary>The share of each class, as a softmax gives it.</summary>
    /// <exception cref="ModelFileException">The transformer gives another number of values, or values that aren't shares.</exception>
    public float[] Shares(byte[] jpeg)
    {
        var engine = idle.TryTake(out var ready) ? ready : Make();
        float[] shares;
        try
        {
            shares = [.. engine.Predict(new JpegRow { Jpeg = jpeg }).Shares];
        }
        catch
        {
            engine.Dispose();
            throw;
        }

        idle.Add(engine);
        if (shares.Length == classes && shares.All(static s => s is >= 0 and <= 1.001f)) return shares;
        throw new ModelFileException(
            ModelFileFault.Corrupt, $"The model's transformer gives [{string.Join(", ", shares)}] where {classes} shares in 0…1 are due.");
    }

    public void Dispose()
    {
        while (idle.TryTake(out var engine)) engine.Dispose();
    }

    // TensorFlow makes its graph the default one of the process when a mapper is made: one after the other.
    private PredictionEngine<JpegRow, SharesRow> Make()
    {
        lock (making)
        {
            Made++;
            // The transformer is shared: it must outlive any one engine.
            return ml.Model.CreatePredictionEngine<JpegRow, SharesRow>(transformer, new PredictionEngineOptions { OwnsTransformer = false });
        }
    }

    internal sealed class SharesRow
    {
        [ColumnName("Score")]
        public float[] Shares { get; set; } = [];
    }
}
