using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pneumonia.Tests.Serving.Browser;

/// <summary>One page of a browser: what a person does with it, and what it shows.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> waiting = new();
    private readonly SemaphoreSlim sending = new(1);
    private Task reading = Task.CompletedTask;
    private int last;

    /// <value>Everything that went wrong on the page by itself: scripts that threw, what the policy blocked, what could not be fetched.</value>
    public ConcurrentQueue<string> Faults { get; } = new();

    public static async Task<BrowserPage> ConnectAsync(Uri address)
    {
        var page = new BrowserPage();
        await page.socket.ConnectAsync(address, CancellationToken.None);
        page.reading = page.ReadAsync();
        foreach (var domain in new[] { "Page", "Runtime", "Log", "DOM", "Network" }) await page.SendAsync($"{domain}.enable");
        return page;
    }

    public async Task GoAsync(Uri address)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address.ToString() });
        await UntilAsync($"location.href.startsWith('{address}') && document.readyState === 'complete'");
    }

    /// <summary>The value of an expression, promises awaited.</summary>
    public async Task<T> AskAsync<T>(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        if (answer["exceptionDetails"] is { } fault) Assert.Fail($"{expression}: {fault.ToJsonString()}");
        return answer["result"]!["value"].Deserialize<T>()!;
    }

    public async Task UntilAsync(string condition)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(50))
        {
            if (await AskAsync<bool>($"Boolean({condition})")) return;
        }

        Assert.Fail($"'{condition}' did not become true. The page says:\n{await AskAsync<string>("document.body.innerText")}\n{string.Join('\n', Faults)}");
    }

    /// <summary>Lets files of this machine fall on the middle of an element.</summary>
    public async Task DropAsync(string selector, params string[] paths)
    {
        var at = await AskAsync<double[]>($"(() => {{ const r = document.querySelector('{selector}').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()");
        foreach (var type in new[] { "dragEnter", "dragOver", "drop" })
        {
            await SendAsync("Input.dispatchDragEvent", new JsonObject
            {
                ["type"] = type,
                ["x"] = at[0],
                ["y"] = at[1],
                ["data"] = new JsonObject { ["items"] = new JsonArray(), ["files"] = new JsonArray([.. paths.Select(static p => (JsonNode)p)]), ["dragOperationsMask"] = 1 },
            });
        }
    }

    public async Task ChooseAsync(string selector, params string[] paths)
    {
        var document = await SendAsync("DOM.getDocument");
        var node = await SendAsync("DOM.querySelector", new JsonObject { ["nodeId"] = document["root"]!["nodeId"]!.DeepClone(), ["selector"] = selector });
        await SendAsync("DOM.setFileInputFiles", new JsonObject { ["nodeId"] = node["nodeId"]!.DeepClone(), ["files"] = new JsonArray([.. paths.Select(static p => (JsonNode)p)]) });
    }

    public async Task PressAsync(string key, int code)
    {
        foreach (var type in new[] { "keyDown", "keyUp" })
            await SendAsync("Input.dispatchKeyEvent", new JsonObject { ["type"] = type, ["key"] = key, ["code"] = key, ["windowsVirtualKeyCode"] = code });
    }

    public Task TypeAsync(string text) => SendAsync("Input.insertText", new JsonObject { ["text"] = text });

    public Task LookAsync(int width, int height, bool dark = false) => Task.WhenAll(
        SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 }),
        SendAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
        }));

    /// <summary>Writes what is to be seen where a person asked for it; see <see cref="Pictures"/>.</summary>
    public async Task PictureAsync(string name)
    {
        if (Pictures is not { } folder) return;
        var size = (await SendAsync("Page.getLayoutMetrics"))["cssContentSize"]!;
        var picture = await SendAsync("Page.captureScreenshot", new JsonObject
        {
            ["captureBeyondViewport"] = true,
            ["clip"] = new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = size["width"]!.DeepClone(), ["height"] = size["height"]!.DeepClone(), ["scale"] = 1 },
        });
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), Convert.FromBase64String(picture["data"]!.GetValue<string>()));
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await reading;
        socket.Dispose();
        sending.Dispose();
    }

    /// <value>Folder for pictures, from the environment variable PNEUMONIA_TEST_PICTURES, or null.</value>
    private static string? Pictures => Environment.GetEnvironmentVariable("PNEUMONIA_TEST_PICTURES");

    private async Task<JsonObject> SendAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref last);
        var answer = waiting[id] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] }.ToJsonString();
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }

        return await answer.Task.WaitAsync(Patience);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using var message = new MemoryStream();
                WebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer, CancellationToken.None);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                Take(JsonNode.Parse(message.ToArray())!.AsObject());
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            foreach (var answer in waiting.Values) answer.TrySetException(e);
        }
    }

    private void Take(JsonObject message)
    {
        if (message["id"] is { } id)
        {
            if (!waiting.TryRemove(id.GetValue<int>(), out var answer)) return;
            if (message["error"] is { } error) answer.SetException(new InvalidOperationException(error.ToJsonString()));
            else answer.SetResult(message["result"]!.AsObject());
        }
        else if (message["method"]?.GetValue<string>() is "Runtime.exceptionThrown" or "Log.entryAdded")
        {
            Faults.Enqueue(message["params"]!.ToJsonString());
        }
    }
}
