using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pneumonia.Serving.Endpoints;

/// <summary>Asks for the secret where there is one. Digests are compared, in a time that tells nothing of the secret or its length.</summary>
internal sealed class ApiKeyFilter(ServingOptions options) : IEndpointFilter
{
    private const string Header = "X-Api-Key";
    private const string Bearer = "Bearer ";

    private readonly byte[]? expected = options.ApiKey is { } key ? Digest(key) : null;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (expected is null || CryptographicOperations.FixedTimeEquals(Digest(Presented(http.Request)), expected)) return await next(context).ConfigureAwait(false);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem($"Send the service's key as '{Header}' or as 'Authorization: Bearer'.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static string Presented(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out var key)) return key.ToString();
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..] : "";
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
