using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pneumonia.Serving;

namespace Pneumonia.Cli.Commands;

/// <summary><c>pneumonia serve</c>: a model as HTTP endpoints and as one page for people.</summary>
internal static class ServeCommand
{
    private const int MostConnections = 1024;

    public static Command Create(CliConsole console)
    {
        var options = new ServeOptions();
        var command = new Command("serve", "Serves a model on this machine: a page to drop X-rays on, and HTTP endpoints.");
        foreach (var option in options.All) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(console, options, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliConsole console, ServeOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (ServeOptions.KeyOfEnvironment is { } key && key.Length < ServingOptions.ShortestKey)
        {
            console.Fail($"{ServeOptions.KeyVariable} must have at least {ServingOptions.ShortestKey} characters; it has {key.Length}.");
            return ExitCode.WrongOptions;
        }

        var urls = parsed.GetValue(options.Urls)!;
        var serving = options.ToServing(parsed);
        var local = urls.All(IsLoopback);
        await using var app = Build(ShippedModel.Choose(parsed.GetValue(options.Model), console), serving, urls, local, !parsed.GetValue(options.NoPage));
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            console.Fail($"--urls: {string.Join(" ", urls)} can't be listened on: something else does. Give another port.");
            return ExitCode.WrongOptions;
        }

        foreach (var url in app.Urls) console.Say($"Listening on {url} . End with Ctrl-C.");
        if (!local && serving.ApiKey is null) console.Warn($"Open to the network without a key: whoever reaches this machine may use it. Set {ServeOptions.KeyVariable}.");
        console.Say("A research and engineering tool, not a medical device.");
        await WaitAsync(app, cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static WebApplication Build(string model, ServingOptions serving, string[] urls, bool local, bool page)
    {
        // Nothing is read from where the command happens to be run: no settings file, no static files.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(urls).ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
        });
        builder.Logging.AddSimpleConsole(static format => (format.SingleLine, format.TimestampFormat) = (true, "HH:mm:ss "))
            .AddFilter("Microsoft", LogLevel.Warning)
            // The exception that ends the start is told by the command itself.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore().AddProblemDetails().AddPneumoniaClassifier(model, serving);
        // A name that an attacker's page has made to point at this machine is not one of ours (DNS rebinding).
        builder.Services.Configure<HostFilteringOptions>(o => o.AllowedHosts = local ? ["localhost", "127.0.0.1", "[::1]"] : ["*"]);

        var app = builder.Build();
        app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapPneumonia();
        if (page) app.MapPneumoniaPage();
        return app;
    }

    private static async Task WaitAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C: requests that run are let end.
            await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static bool IsLoopback(string url)
        => new Uri(url) is { } uri && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
