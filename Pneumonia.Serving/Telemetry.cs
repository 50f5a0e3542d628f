using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pneumonia.Model;
using Pneumonia.Serving.Batching;

namespace Pneumonia.Serving;

/// <summary>Counts and durations, named as OpenTelemetry names things. Nothing in them belongs to a patient.</summary>
internal sealed class Telemetry
{
    private static readonly ActivitySource Source = new(PneumoniaTelemetry.Name);

    private readonly Counter<long> predictions;
    private readonly Counter<long> rejections;
    private readonly Counter<long> reloads;
    private readonly Histogram<int> batchSize;
    private readonly Histogram<double> batchDuration;
    private readonly Histogram<double> queueDuration;

    public Telemetry(IMeterFactory meters, Admission admission)
    {
        var meter = meters.Create(PneumoniaTelemetry.Name);
        predictions = meter.CreateCounter<long>("pneumonia.predictions", "{image}", "Images answered, by decision.");
        rejections = meter.CreateCounter<long>("pneumonia.rejections", "{request}", "Requests refused, by status.");
        reloads = meter.CreateCounter<long>("pneumonia.model.reloads", "{reload}", "Changed model files, by outcome.");
        batchSize = meter.CreateHistogram<int>("pneumonia.batch.size", "{image}", "Images of one run of the network.");
        batchDuration = meter.CreateHistogram<double>("pneumonia.batch.duration", "s", "Decoding and running one batch.");
        queueDuration = meter.CreateHistogram<double>("pneumonia.queue.duration", "s", "An image's wait for its batch.");
        meter.CreateObservableUpDownCounter("pneumonia.queue.images", () => admission.Inside, "{image}", "Images inside the service, waiting or running.");
    }

    public static Activity? Start(string name, int images)
        => Source.StartActivity(name, ActivityKind.Internal)?.SetTag("pneumonia.images", images);

    public void Answered(Decision decision) => predictions.Add(1, new KeyValuePair<string, object?>("decision", decision.ToWord()));

    public void Rejected(int status) => rejections.Add(1, new KeyValuePair<string, object?>("http.response.status_code", status));

    public void Reloaded(string outcome) => reloads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Waited(TimeSpan wait) => queueDuration.Record(wait.TotalSeconds);

    public void RanBatch(int images, TimeSpan duration)
    {
        batchSize.Record(images);
        batchDuration.Record(duration.TotalSeconds);
    }
}
