using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Pneumonia.Serving;

namespace Pneumonia.Benchmarks.Endurance;

/// <summary>A service whose model file changes under it, in this process.</summary>
internal sealed class SoakService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http;
    private int sent;

    private SoakService(WebApplication app)
    {
        this.app = app;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <value>How often another model was swapped in.</value>
    public int Swaps => app.Services.GetRequiredService<PneumoniaPredictor>().Status.Generation - 1;

    public static async Task<SoakService> StartAsync(string model)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddPneumoniaClassifier(model, new ServingOptions { ReloadInterval = TimeSpan.FromSeconds(0.5) });
        var app = builder.Build();
        app.MapPneumonia();
        await app.StartAsync();
        return new SoakService(app);
    }

    /// <summary>Sends some images, eight at a time, and asks for a heat map.</summary>
    /// <returns>Answers other than 200.</returns>
    public async Task<int> AskAsync(byte[][] images)
    {
        var statuses = await Task.WhenAll(images.Select(image => PostAsync("predict", image)).Append(PostAsync("explain", images[sent++ % images.Length])));
        return statuses.Count(static s => s != 200);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<int> PostAsync(string route, byte[] image)
    {
        using var content = new ByteArrayContent(image);
        content.Headers.ContentType = new("image/png");
        using var answer = await http.PostAsync(route, content);
        await answer.Content.ReadAsByteArrayAsync();
        return (int)answer.StatusCode;
    }
}
