using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pneumonia.Model;

namespace Pneumonia.Serving.Hosting;

/// <summary>
/// Drift as a health check: never worse than degraded, for every other instance sees the same patients, and taking this one out of rotation would help nobody.
/// </summary>
internal sealed class DriftCheck(PneumoniaPredictor predictor) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var drift = predictor.Drift;
        var data = new Dictionary<string, object> { ["images"] = drift.Count };
        if (drift.PsiTypicality is { } typicality) data["psi.typicality"] = typicality;
        if (drift.PsiScore is { } score) data["psi.score"] = score;
        return Task.FromResult(drift.State == DriftState.Drifted
            ? HealthCheckResult.Degraded("The images differ from those the model was calibrated on: what it promises may not hold for them.", data: data)
            : HealthCheckResult.Healthy($"Drift: {drift.State}.", data));
    }
}
