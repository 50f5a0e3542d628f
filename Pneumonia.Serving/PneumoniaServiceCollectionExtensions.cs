using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Pneumonia.Serving.Batching;
using Pneumonia.Serving.Endpoints;
using Pneumonia.Serving.Hosting;

namespace Pneumonia.Serving;

/// <summary>Registers a served model with dependency injection.</summary>
public static class PneumoniaServiceCollectionExtensions
{
    /// <inheritdoc cref="AddPneumoniaClassifier(IServiceCollection, string, ServingOptions)"/>
    public static IServiceCollection AddPneumoniaClassifier(this IServiceCollection services, string path) => services.AddPneumoniaClassifier(path, new ServingOptions());

    /// <summary>
    /// Adds one model to be served: <see cref="PneumoniaPredictor"/> for code in the same process, and what
    /// <see cref="PneumoniaEndpointExtensions.MapPneumonia"/> needs. It is loaded and checked when the application starts, and again whenever its file changes.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="path">The model .zip.</param>
    /// <param name="options">How it is served.</param>
    /// <exception cref="ArgumentException">The options break a rule; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">It was called before: one application serves one model.</exception>
    public static IServiceCollection AddPneumoniaClassifier(this IServiceCollection services, string path, ServingOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (services.Any(static s => s.ServiceType == typeof(PneumoniaPredictor)))
            throw new InvalidOperationException("A model is served already: one application serves one.");

        var file = Path.GetFullPath(path);
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new Admission(options.QueueLimit));
        services.AddSingleton(_ => new ByteBudget(options.MaxBufferedBytes));
        services.AddSingleton(static s => new Telemetry(s.GetRequiredService<IMeterFactory>(), s.GetRequiredService<Admission>()));
        services.AddSingleton(s => new ModelHost(
            file, options, s.GetRequiredService<Telemetry>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ModelHost>>()));
        services.AddSingleton<Batcher>();
        services.AddSingleton(static s => new PneumoniaPredictor(
            s.GetRequiredService<ModelHost>(), s.GetRequiredService<Batcher>(), s.GetRequiredService<Admission>(), s.GetRequiredService<ServingOptions>()));
        services.AddHostedService<ModelWatcher>();
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Describe);
        return services;
    }
}
