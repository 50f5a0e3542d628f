using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Pneumonia.Serving.Endpoints;

/// <summary>The page's few files, embedded in the assembly: no build step, nothing from elsewhere.</summary>
internal static class PageEndpoints
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Route, string File, string Type)[] Files =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/page.css", "page.css", "text/css; charset=utf-8"),
        ("/page.js", "page.js", "text/javascript; charset=utf-8"),
        ("/words.js", "words.js", "text/javascript; charset=utf-8"),
        ("/icon.svg", "icon.svg", "image/svg+xml"),
    ];

    public static void Map(RouteGroupBuilder group)
    {
        foreach (var (route, file, type) in Files)
        {
            var content = Read(file);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
            group.MapGet(route, (HttpContext context) => Send(context, content, type, tag)).ExcludeFromDescription();
        }
    }

    private static IResult Send(HttpContext context, byte[] content, string type, EntityTagHeaderValue tag)
    {
        var request = context.Request;
        // The page's links are relative: without the slash at the end they would lead elsewhere.
        if (type.StartsWith("text/html", StringComparison.Ordinal) && request.PathBase.Add(request.Path).Value is { } path && !path.EndsWith('/'))
            return Results.LocalRedirect(path + "/" + request.QueryString);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        return Results.Bytes(content, type, entityTag: tag);
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(PageEndpoints).Assembly.GetManifestResourceStream("Page/" + file)
            ?? throw new InvalidOperationException($"The page's file '{file}' is not embedded.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
