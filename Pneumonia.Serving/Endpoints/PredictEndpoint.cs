using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Pneumonia.Model;
using Pneumonia.Serving.Contracts;

namespace Pneumonia.Serving.Endpoints;

/// <summary><c>POST predict</c>: one or many images in, one answer each out, in their order.</summary>
internal static class PredictEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/predict", PredictAsync)
        .WithSummary("Answers for one or many chest X-rays")
        .WithDescription("Files of a form, the raw bytes of one image, or base64 in JSON. An image that can't be read is answered with the decision 'unreadable'; where none can, the status is 4xx. A research tool, not a medical device.")
        .Accepts<PredictRequest>("application/json", "multipart/form-data", "application/octet-stream", "image/*")
        .Produces<PredictResponse>()
        .ProducesRefusals()
        .DisableAntiforgery();

    private static async Task<IResult> PredictAsync(
        HttpContext context, PneumoniaPredictor predictor, ServingOptions options, ByteBudget budget, TimeProvider time, ILogger<PneumoniaPredictor> logger)
    {
        // Before the body is read: what can't be answered now is not worth uploading.
        predictor.RequireRoom();
        var start = time.GetTimestamp();
        using var request = new ImageRequest(options, budget);
        var images = await request.ReadAsync(context).ConfigureAwait(false);
        var answers = await predictor.PredictAsync([.. images.Select(static i => i.Bytes)], context.RequestAborted).ConfigureAwait(false);
        Log.Answered(logger, images.Count, time.GetElapsedTime(start).TotalMilliseconds);

        if (answers.All(static a => a.Decision == Decision.Unreadable)) return NoneReadable(images, answers, options);
        return Results.Json(
            new PredictResponse([.. answers.Select((a, i) => PredictionJson.Of(i, images[i].Name, a))], PredictResponse.Words), ServingJson.Default.PredictResponse);
    }

    private static IResult NoneReadable(IReadOnlyList<RequestImage> images, IReadOnlyList<Prediction> answers, ServingOptions options) => Results.Problem(
        string.Join(" ", answers.Select(static a => a.Problem).Distinct().Take(3)),
        statusCode: UnreadableStatus.Of(images[0].Bytes, options.Classifier.Images),
        extensions: new Dictionary<string, object?> { ["unreadable"] = images.Count });

    /// <summary>What every route that takes images may refuse with.</summary>
    public static RouteHandlerBuilder ProducesRefusals(this RouteHandlerBuilder route)
    {
        foreach (var status in new[] { 400, 401, 408, 413, 415, 422, 429 }) route.ProducesProblem(status);
        return route;
    }
}
