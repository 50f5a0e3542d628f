using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pneumonia.Model.Manifest;
using Pneumonia.Serving.Contracts;

namespace Pneumonia.Serving.Endpoints;

/// <summary><c>GET info</c>: which model answers, what it promises, and what may be sent.</summary>
internal static class InfoEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapGet("/info", Info)
        .WithSummary("The model that answers: manifest, limits, and whether a newer file was refused")
        .Produces<InfoResponse>()
        .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static IResult Info(PneumoniaPredictor predictor, ServingOptions options)
    {
        using var manifest = JsonDocument.Parse(ManifestSerializer.Write(predictor.Manifest));
        var limits = new LimitsJson(
            options.MaxRequestBytes, options.MaxImagesPerRequest, options.QueueLimit, options.Classifier.Images.MaxBytes, options.Classifier.Images.MaxPixels);
        return Results.Json(
            new InfoResponse(PredictResponse.Words, predictor.Status, DriftJson.Of(predictor.Drift), limits, manifest.RootElement.Clone()), ServingJson.Default.InfoResponse);
    }
}
