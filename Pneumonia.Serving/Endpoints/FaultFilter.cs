using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Serving.Endpoints;

/// <summary>The one place where a request's time is bounded and its faults become problem details (RFC 9457).</summary>
internal sealed class FaultFilter(ServingOptions options, Telemetry telemetry, TimeProvider time, ILogger<FaultFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var gone = http.RequestAborted;
        using var timer = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, timer.Token);
        http.RequestAborted = either.Token;
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
#pragma warning disable CA1031 // What is not known becomes 500 and a log entry; a stack trace is never sent.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Refuse(http, e);
        }
        finally
        {
            http.RequestAborted = gone;
        }
    }

    private IResult Refuse(HttpContext http, Exception fault)
    {
        var (status, detail) = Explain(fault);
        if (fault is PredictorBusyException busy)
            http.Response.Headers.RetryAfter = ((int)busy.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        // Half a body is still on its way: nobody should send the next request behind it.
        if (status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout && HttpProtocol.IsHttp11(http.Request.Protocol)) http.Response.Headers.Connection = "close";
        telemetry.Rejected(status);
        if (status == StatusCodes.Status500InternalServerError) Log.RequestFailed(logger, fault);
        else Log.RequestRefused(logger, status, fault.GetType().Name);
        return Results.Problem(detail, statusCode: status);
    }

    private (int Status, string Detail) Explain(Exception fault) => fault switch
    {
        PredictorBusyException => (StatusCodes.Status429TooManyRequests, fault.Message),
        RequestRefusedException refused => (refused.Status, refused.Message),
        UnreadableImageException unreadable => (UnreadableStatus.Of(unreadable.Fault), unreadable.Message),
        OperationCanceledException => (StatusCodes.Status408RequestTimeout, $"The request took longer than {options.RequestTimeout}."),
        BadHttpRequestException bad => (bad.StatusCode, "The request breaks off, is too slow or is malformed."),
        JsonException => (StatusCodes.Status400BadRequest, "The JSON can't be read: {\"images\": [{\"data\": \"<base64>\"}]} is expected."),
        InvalidDataException or IOException => (StatusCodes.Status400BadRequest, "The body breaks off or is malformed."),
        ModelFileException => (StatusCodes.Status501NotImplemented, "The model that answers gives no heat maps."),
        _ => (StatusCodes.Status500InternalServerError, "A fault of the service; its log says more."),
    };
}
