using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pneumonia.Model;
using Pneumonia.Serving;

namespace Pneumonia.Benchmarks.Serving;

/// <summary>Services on a free port of the loopback.</summary>
internal static class BenchmarkService
{
    public static Uri At(WebApplication app) => new(app.Urls.First());

    /// <summary>This package's.</summary>
    public static async Task<WebApplication> StartAsync(string model, int batch, int threads = 0)
    {
        var builder = Builder();
        builder.Services.AddPneumoniaClassifier(model, new ServingOptions { Classifier = new ClassifierOptions { BatchSize = batch, Threads = threads }, ReloadInterval = TimeSpan.Zero });
        var app = builder.Build();
        app.MapPneumonia();
        await app.StartAsync();
        return app;
    }

    /// <summary>What one writes without it.</summary>
    public static Task<WebApplication> StartDirectAsync(PneumoniaClassifier classifier) => StartDirectAsync(image =>
    {
        var answer = classifier.Predict(image.Span);
        return new { answer.Label, answer.Probability };
    });

    /// <summary>An endpoint that answers an image on its request's own thread.</summary>
    public static async Task<WebApplication> StartDirectAsync(Func<ReadOnlyMemory<byte>, object> answer)
    {
        var app = Builder().Build();
        app.MapPost("/predict", async (HttpRequest request) =>
        {
            using var copy = new MemoryStream();
            await request.Body.CopyToAsync(copy);
            return Results.Ok(answer(copy.GetBuffer().AsMemory(0, (int)copy.Length)));
        });
        await app.StartAsync();
        return app;
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        return builder;
    }
}
