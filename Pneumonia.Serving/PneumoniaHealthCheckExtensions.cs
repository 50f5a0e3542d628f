using Microsoft.Extensions.DependencyInjection;
using Pneumonia.Serving.Hosting;

namespace Pneumonia.Serving;

/// <summary>Adds the watch over drift to an application's health checks.</summary>
public static class PneumoniaHealthCheckExtensions
{
    /// <summary>
    /// Adds a check that is degraded (never unhealthy) while the latest images differ from those the model was calibrated on. For people and alerts:
    /// <c>health/ready</c> of <see cref="PneumoniaEndpointExtensions.MapPneumonia"/> doesn't ask it, for drift is no reason to take a service out of rotation.
    /// </summary>
    /// <param name="builder">What <c>services.AddHealthChecks()</c> gives.</param>
    /// <param name="name">Name of the check.</param>
    public static IHealthChecksBuilder AddPneumoniaDrift(this IHealthChecksBuilder builder, string name = "pneumonia-drift")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.AddCheck<DriftCheck>(name);
    }
}
