using Pneumonia.Model;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Engines;
using Pneumonia.Training.TensorFlow.Engine;
using Pneumonia.Training.TensorFlow.Trainer;
using Pneumonia.Training.TensorFlow.Weights;

namespace Pneumonia.Training.TensorFlow;

/// <summary>
/// ML.NET's own ImageClassificationTrainer: one linear layer on the outputs of a network trained on ImageNet, run by TensorFlow. It can run only in a
/// build with the property TensorFlow; <see cref="CheckAvailability()"/> says so.
/// </summary>
public sealed class ImageClassificationEngine : ITrainingEngine
{
    /// <summary>Its name.</summary>
    public const string EngineName = "tensorflow";

    private readonly ImageClassificationOptions options;
    private readonly ITrainer? trainer;
    private readonly Func<HttpClient> client;

    /// <param name="options">What it works with.</param>
    /// <exception cref="TrainingOptionsException">An option breaks a rule; all faults are listed.</exception>
    public ImageClassificationEngine(ImageClassificationOptions options)
        : this(options, Trainers.Built, ResumableDownload.CreateClient)
    {
    }

    internal ImageClassificationEngine(ImageClassificationOptions options, ITrainer? trainer, Func<HttpClient> client)
    {
        var faults = options.Faults().ToList();
        if (faults.Count > 0) throw new TrainingOptionsException(faults);
        (this.options, this.trainer, this.client) = (options, trainer, client);
    }

    /// <inheritdoc/>
    public string Name => EngineName;

    /// <inheritdoc/>
    public EngineAvailability CheckAvailability() => ReferenceEquals(trainer, Trainers.Built) ? Trainers.Availability : trainer!.Check();

    /// <inheritdoc/>
    public EngineAvailability CheckAvailability(EngineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Targets.Task == ClassificationTask.MultiLabel ? Availability.NotMultiLabel : CheckAvailability();
    }

    /// <inheritdoc/>
    public async Task<IEngineSession> StartAsync(EngineContext context, CancellationToken cancellationToken)
    {
        if (trainer is null) throw new EngineUnavailableException($"{Availability.NotBuilt.Reason} {Availability.NotBuilt.Remedy}");
        var session = new ImageClassificationSession(context, options, trainer, new WeightsStore(options, client));
        try
        {
            await session.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
