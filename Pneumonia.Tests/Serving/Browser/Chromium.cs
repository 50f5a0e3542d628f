using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pneumonia.Tests.Serving.Browser;

/// <summary>A real Chromium of this machine, headless and without a profile, driven by its own DevTools protocol: no package, no download.</summary>
internal sealed partial class Chromium : IDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    private readonly Process process;
    private readonly DirectoryInfo profile;

    private Chromium(Process process, DirectoryInfo profile, Uri devTools) => (this.process, this.profile, DevTools) = (process, profile, devTools);

    public Uri DevTools { get; }

    /// <summary>Starts it; ends the test as inconclusive where there is none.</summary>
    public static async Task<Chromium> StartAsync()
    {
        if (Find() is not { } program)
        {
            Assert.Inconclusive("There is no Chromium, Chrome or Edge on this machine: the page was not tested in a browser.");
            throw new InvalidOperationException();
        }

        var profile = Directory.CreateTempSubdirectory("pneumonia-browser-");
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "about:blank",
        ];
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is null) listening.TrySetException(new InvalidOperationException($"{program} ended without listening."));
            else if (Listening().Match(e.Data) is { Success: true } match) listening.TrySetResult(new Uri(match.Groups[1].Value));
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        try
        {
            return new Chromium(process, profile, await listening.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public async Task<BrowserPage> OpenAsync(Uri address)
    {
        using var http = new HttpClient();
        using var answer = await http.PutAsync(new Uri($"http://{DevTools.Authority}/json/new?about:blank"), null);
        using var target = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var page = await BrowserPage.ConnectAsync(new Uri(target.RootElement.GetProperty("webSocketDebuggerUrl").GetString()!));
        await page.GoAsync(address);
        return page;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process of it that ends late may still write there; the folder is in the temporary folder anyway.
        }
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending))).Concat(Places).FirstOrDefault(File.Exists);
    }

    [GeneratedRegex(@"DevTools listening on (ws://\S+)")]
    private static partial Regex Listening();
}
