using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pneumonia.Serving;

namespace Pneumonia.Tests.Serving;

/// <summary>A service on a port of its own, on the loopback of this machine: real connections, real bodies.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplication app;

    private Service(WebApplication app, Lines log)
    {
        this.app = app;
        Log = log;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 }) { BaseAddress = Address };
    }

    public HttpClient Http { get; }

    public Lines Log { get; }

    public Uri Address => new(app.Urls.First());

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<Service> StartAsync(
        string model, ServingOptions? options = null, string prefix = "", Action<WebApplicationBuilder>? configure = null)
    {
        var log = new Lines();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddRoutingCore().AddProblemDetails();
        if (options is null) builder.Services.AddPneumoniaClassifier(model);
        else builder.Services.AddPneumoniaClassifier(model, options);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseStatusCodePages();
        app.MapPneumonia(prefix);
        app.MapPneumoniaPage(prefix);
        await app.StartAsync();
        return new Service(app, log);
    }

    public static ByteArrayContent Raw(byte[] bytes, string type = "image/jpeg")
        => new(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    /// <summary>Sends and reads, whatever the status.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, HttpContent content)
    {
        using var answer = await Http.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
