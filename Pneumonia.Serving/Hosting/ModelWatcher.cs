using Microsoft.Extensions.Hosting;

namespace Pneumonia.Serving.Hosting;

/// <summary>Loads the model before the first request is taken, and looks at its file from time to time: file system events get lost on network drives and in containers.</summary>
internal sealed class ModelWatcher(ModelHost host, ServingOptions options, TimeProvider time) : BackgroundService
{
    /// <exception cref="Model.ModelFileException">There is no model to begin with: the application does not start.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        host.Acquire().Dispose();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.ReloadInterval == TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(options.ReloadInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) host.Look();
    }
}
