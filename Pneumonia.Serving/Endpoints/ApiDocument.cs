using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Pneumonia.Serving.Endpoints;

/// <summary><c>GET openapi/pneumonia.json</c>: these routes and no others of the application.</summary>
internal static class ApiDocument
{
    public const string Name = "pneumonia";

    private const string Tag = "Pneumonia";

    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = static route => route.ActionDescriptor.EndpointMetadata.OfType<Microsoft.AspNetCore.Http.Metadata.ITagsMetadata>().Any(static t => t.Tags.Contains(Tag));
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info.Title = "Pneumonia.MLNet";
            document.Info.Version = "v1";
            document.Info.Description = "Answers for chest X-rays. A research and engineering tool, not a medical device.";
            return Task.CompletedTask;
        });
    }

    // Not by MapOpenApi: its route takes any document's name and would quarrel with the application's own.
    public static void Map(RouteGroupBuilder group) => group.MapGet($"/openapi/{Name}.json", static async (HttpContext context) =>
    {
        var provider = context.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name);
        var document = await provider.GetOpenApiDocumentAsync(context.RequestAborted).ConfigureAwait(false);
        return Results.Text(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, context.RequestAborted).ConfigureAwait(false), "application/json");
    }).ExcludeFromDescription();
}
