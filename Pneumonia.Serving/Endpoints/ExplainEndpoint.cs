using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pneumonia.Model;

namespace Pneumonia.Serving.Endpoints;

/// <summary><c>POST explain</c>: one image in, the same with its evidence laid over it out.</summary>
internal static class ExplainEndpoint
{
    public static void Map(RouteGroupBuilder group) => group.MapPost("/explain", ExplainAsync)
        .WithSummary("Draws where the answer for one chest X-ray comes from")
        .WithDescription("Takes one image in any way that predict does, gives a PNG. 'opacity' in 0…1 says how strong the colours are, 'label' whose evidence is shown, 'maxSide' in 16…1024 how large it is drawn. It shows what the network looked at, not that it is right.")
        .Accepts<IFormFile>("image/*", "application/octet-stream", "multipart/form-data", "application/json")
        .Produces(StatusCodes.Status200OK, contentType: "image/png")
        .ProducesRefusals()
        .ProducesProblem(StatusCodes.Status501NotImplemented)
        .DisableAntiforgery();

    private static async Task<IResult> ExplainAsync(
        HttpContext context, PneumoniaPredictor predictor, ServingOptions options, ByteBudget budget, double? opacity, string? label, int? maxSide)
    {
        predictor.RequireRoom();
        using var request = new ImageRequest(options, budget);
        var images = await request.ReadAsync(context).ConfigureAwait(false);
        if (images.Count > 1) throw new RequestRefusedException(StatusCodes.Status400BadRequest, $"One image is drawn at a time; the request holds {images.Count}.");

        var standard = new HeatMapStyle();
        var style = standard with { Opacity = opacity ?? standard.Opacity, MaxSide = maxSide ?? standard.MaxSide };
        var png = await predictor.ExplainAsync(images[0].Bytes, explanation => Draw(explanation, style, label), context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(png, "image/png");
    }

    private static byte[] Draw(Explanation explanation, HeatMapStyle style, string? label)
    {
        try
        {
            return explanation.RenderOverlay(style, label);
        }
        catch (ArgumentException e)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, e.Message.Split(" (Parameter", 2)[0], e);
        }
    }
}
