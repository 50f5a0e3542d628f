using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Pneumonia.Serving.Contracts;

namespace Pneumonia.Serving.Endpoints;

/// <summary><c>GET health/live</c> and <c>GET health/ready</c>, for whatever restarts services and balances load.</summary>
internal static class HealthEndpoints
{
    private const string OldModel = "The model file was changed and refused; the model before it answers. See info.";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/health/live", static () => Answer("live"))
            .WithSummary("Whether the process runs")
            .Produces<HealthResponse>();
        group.MapGet("/health/ready", Ready)
            .WithSummary("Whether requests are welcome")
            .WithDescription("'degraded' still answers: a changed model file was refused, and the model before it goes on.")
            .Produces<HealthResponse>()
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Ready(PneumoniaPredictor predictor, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Answer("stopping", null, StatusCodes.Status503ServiceUnavailable);
        return predictor.Status.RefusedFile is null ? Answer("ready") : Answer("degraded", OldModel);
    }

    private static IResult Answer(string status, string? problem = null, int code = StatusCodes.Status200OK)
        => Results.Json(new HealthResponse(status, problem), ServingJson.Default.HealthResponse, statusCode: code);
}
