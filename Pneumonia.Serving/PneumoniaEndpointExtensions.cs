using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pneumonia.Serving.Endpoints;

namespace Pneumonia.Serving;

/// <summary>Puts a served model on routes.</summary>
public static class PneumoniaEndpointExtensions
{
    /// <summary>
    /// Maps <c>POST predict</c>, <c>POST explain</c>, <c>GET info</c>, <c>GET health/live</c>, <c>GET health/ready</c> and
    /// <c>GET openapi/pneumonia.json</c>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">What every route begins with, such as <c>/xray</c>; empty for none.</param>
    /// <returns>The group of routes, for authorization, rate limits and the like.</returns>
    /// <exception cref="InvalidOperationException"><c>AddPneumoniaClassifier</c> of this package was not called.</exception>
    public static RouteGroupBuilder MapPneumonia(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (endpoints.ServiceProvider.GetService<PneumoniaPredictor>() is null)
        {
            throw new InvalidOperationException(
                $"Call services.AddPneumoniaClassifier(path) of {nameof(Pneumonia)}.{nameof(Serving)} before MapPneumonia: `using Pneumonia.Serving;`.");
        }

        var group = endpoints.MapGroup(prefix).WithTags("Pneumonia");
        HealthEndpoints.Map(group);
        ApiDocument.Map(group);

        var guarded = group.MapGroup("").AddEndpointFilter<ApiKeyFilter>().AddEndpointFilter<FaultFilter>();
        PredictEndpoint.Map(guarded);
        ExplainEndpoint.Map(guarded);
        InfoEndpoint.Map(guarded);
        return group;
    }

    /// <summary>Maps the page for people: drop X-rays, read the answers. It calls the routes of <see cref="MapPneumonia"/> under the same prefix.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The prefix given to <see cref="MapPneumonia"/>.</param>
    /// <returns>The group of the page's routes.</returns>
    public static RouteGroupBuilder MapPneumoniaPage(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var group = endpoints.MapGroup(prefix);
        PageEndpoints.Map(group);
        return group;
    }
}
