using System.Net;
using System.Security.Cryptography;
using Pneumonia.Tests.Data;
using Pneumonia.Training.Downloads;

namespace Pneumonia.Tests.Downloads;

[TestClass]
public sealed class ResumableDownloadTests
{
    private static readonly byte[] Content = MakeContent(300_000);
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));
    private static readonly DownloadOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1), ReadTimeout = TimeSpan.FromSeconds(10) };

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task FetchAsync_HonestServer_WritesFileAndLeavesNothingElse()
    {
        using var folder = new TempFolder();
        using var server = LoopbackServer.Serving(Content);
        var reports = new List<DownloadProgress>();

        var result = await Fetch(folder, new Sink(reports.Add), server.Address());

        Assert.AreEqual(Hash, result.Sha256);
        Assert.AreEqual(server.Address(), result.Source);
        Assert.AreSequenceEqual(Content, File.ReadAllBytes(result.Path));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
        Assert.AreEqual(Content.Length, reports[^1].Bytes);
        Assert.AreEqual(Content.Length, reports[^1].Total);
    }

    [TestMethod]
    public async Task FetchAsync_ConnectionBreaksOff_ResumesWithIfRange()
    {
        using var folder = new TempFolder();
        using var server = new LoopbackServer((request, stream, stop) =>
            LoopbackServer.AnswerAsync(stream, Content, request, "\"v1\"", request.Number == 1 ? 100_000 : int.MaxValue, stop));

        var result = await Fetch(folder, null, server.Address());

        Assert.AreEqual(100_000, result.ResumedBytes);
        Assert.AreEqual(100_000L, server.Requests[1].RangeStart);
        Assert.AreEqual("\"v1\"", server.Requests[1].Headers["if-range"]);
        Assert.AreSequenceEqual(Content, File.ReadAllBytes(result.Path));
    }

    [TestMethod]
    public async Task FetchAsync_ServerIgnoresRange_StartsOver()
    {
        using var folder = new TempFolder();
        using var server = new LoopbackServer((request, stream, stop) => LoopbackServer.AnswerAsync(
            stream, Content, request with { Headers = new Dictionary<string, string>() }, "\"v1\"", request.Number == 1 ? 100_000 : int.MaxValue, stop));

        var result = await Fetch(folder, null, server.Address());

        Assert.AreEqual(0, result.ResumedBytes);
        Assert.AreEqual(100_000L, server.Requests[1].RangeStart);
        Assert.AreSequenceEqual(Content, File.ReadAllBytes(result.Path));
    }

    [TestMethod]
    public async Task FetchAsync_EntityTagChanges_TakesNoOldBytes()
    {
        using var folder = new TempFolder();
        var old = MakeContent(300_000, seed: 7);
        using var server = new LoopbackServer((request, stream, stop) => request.Number == 1
            ? LoopbackServer.AnswerAsync(stream, old, request, "\"v1\"", 100_000, stop)
            : LoopbackServer.AnswerAsync(stream, Content, request, "\"v2\"", int.MaxValue, stop));

        var result = await Fetch(folder, null, server.Address(), request => request with { Sha256 = null });

        Assert.AreSequenceEqual(Content, File.ReadAllBytes(result.Path));
    }

    [TestMethod]
    public async Task FetchAsync_EntityTagChangesAndIfRangeIsIgnored_StartsOver()
    {
        using var folder = new TempFolder();
        var old = MakeContent(300_000, seed: 7);
        using var server = new LoopbackServer((request, stream, stop) =>
        {
            var headers = request.Headers.Where(header => header.Key != "if-range").ToDictionary();
            return request.Number == 1
                ? LoopbackServer.AnswerAsync(stream, old, request, "\"v1\"", 100_000, stop)
                : LoopbackServer.AnswerAsync(stream, Content, request with { Headers = headers }, "\"v2\"", int.MaxValue, stop);
        });

        var result = await Fetch(folder, null, server.Address(), request => request with { Sha256 = null });

        Assert.AreSequenceEqual(Content, File.ReadAllBytes(result.Path));
        Assert.HasCount(3, server.Requests);
    }

    [TestMethod]
    public async Task FetchAsync_FirstMirrorSendsOtherFile_TakesTheSecondAndLeavesNoTrace()
    {
        using var folder = new TempFolder();
        using var wrong = LoopbackServer.Serving(MakeContent(300_000, seed: 7));
        using var right = LoopbackServer.Serving(Content);

        var result = await new ResumableDownload(Client, Quick).FetchAsync(
            Request(folder, wrong.Address(), right.Address()), null, TestContext.CancellationToken);

        Assert.AreEqual(right.Address(), result.Source);
        Assert.IsNull(right.Requests[0].RangeStart);
        Assert.HasCount(1, wrong.Requests);
    }

    [TestMethod]
    public async Task FetchAsync_OldPartIsOfAnotherFile_HashSaysSoAndItStartsOver()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("file.bin.part"), MakeContent(1000, seed: 7));
        using var server = LoopbackServer.Serving(Content);

        var result = await Fetch(folder, null, server.Address());

        Assert.AreEqual(Hash, result.Sha256);
        Assert.HasCount(2, server.Requests);
    }

    [TestMethod]
    public async Task FetchAsync_PartIsComplete_Accepts416()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("file.bin.part"), Content);
        using var server = LoopbackServer.Serving(Content);

        var result = await Fetch(folder, null, server.Address(), request => request with { ExpectedBytes = null });

        Assert.AreEqual(Content.Length, result.ResumedBytes);
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task FetchAsync_PartIsLongerThanTheFile_StartsOverAfter416()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("file.bin.part"), MakeContent(400_000));
        using var server = LoopbackServer.Serving(Content);

        var result = await Fetch(folder, null, server.Address(), request => request with { ExpectedBytes = null });

        Assert.AreEqual(Hash, result.Sha256);
        Assert.AreEqual(0, result.ResumedBytes);
    }

    [TestMethod]
    public async Task FetchAsync_ServerOffersOtherLength_RefusesBeforeReading()
    {
        using var folder = new TempFolder();
        using var server = LoopbackServer.Serving(Content);

        var fault = await Assert.ThrowsExactlyAsync<DownloadException>(
            () => Fetch(folder, null, server.Address(), request => request with { ExpectedBytes = 299_999 }));

        Assert.Contains("offers 300000 bytes, expected 299999", fault.Message);
        Assert.HasCount(1, fault.Attempts);
    }

    [TestMethod]
    public async Task FetchAsync_ServerPromisesMoreThanItSends_SaysWhereItEnded()
    {
        using var folder = new TempFolder();
        using var server = new LoopbackServer(async (request, stream, stop) =>
        {
            await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n", stop);
            await stream.WriteAsync(Content.AsMemory(0, 100), stop);
        });

        var fault = await Assert.ThrowsExactlyAsync<DownloadException>(
            () => Fetch(folder, null, server.Address(), request => request with { Sha256 = null, ExpectedBytes = null }));

        Assert.HasCount(Quick.AttemptsPerMirror, fault.Attempts);
        Assert.IsFalse(File.Exists(folder.At("file.bin")));
    }

    [TestMethod]
    public async Task FetchAsync_ServerNeverEnds_StopsAtMaxBytes()
    {
        using var folder = new TempFolder();
        using var server = new LoopbackServer(async (_, stream, stop) =>
        {
            await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", stop);
            while (true) await stream.WriteAsync(Content, stop);
        });

        var fault = await Assert.ThrowsExactlyAsync<DownloadException>(
            () => Fetch(folder, null, server.Address(), request => request with { Sha256 = null, ExpectedBytes = null, MaxBytes = 1_000_000 }));

        Assert.Contains("more than 1000000 bytes", fault.Message);
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task FetchAsync_ServerStalls_TimesOutAndResumes()
    {
        using var folder = new TempFolder();
        using var server = new LoopbackServer(async (request, stream, stop) =>
        {
            await LoopbackServer.AnswerAsync(stream, Content, request, "\"v1\"", request.Number == 1 ? 100_000 : int.MaxValue, stop);
            if (request.Number == 1) await Task.Delay(Timeout.Infinite, stop);
        });

        var result = await new ResumableDownload(Client, Quick with { ReadTimeout = TimeSpan.FromMilliseconds(300) })
            .FetchAsync(Request(folder, server.Address()), null, TestContext.CancellationToken);

        Assert.AreEqual(100_000, result.ResumedBytes);
    }

    [TestMethod]
    public async Task FetchAsync_EveryMirrorFails_ListsEveryAttemptAndBacksOff()
    {
        using var folder = new TempFolder();
        var time = new RecordingTime();
        using var busy = new LoopbackServer((_, stream, stop) =>
            LoopbackServer.WriteAsync(stream, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stop));
        using var gone = new LoopbackServer((_, stream, stop) =>
            LoopbackServer.WriteAsync(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stop));
        var options = new DownloadOptions { ReadTimeout = TimeSpan.FromHours(3), LongestPause = TimeSpan.FromSeconds(3) };

        var fault = await Assert.ThrowsExactlyAsync<DownloadException>(() => new ResumableDownload(Client, options, time)
            .FetchAsync(Request(folder, busy.Address(), gone.Address()), null, TestContext.CancellationToken));

        Assert.HasCount(5, fault.Attempts);
        Assert.Contains("HTTP 503", fault.Attempts[3].Reason);
        Assert.Contains("HTTP 404", fault.Attempts[4].Reason);
        Assert.Contains(gone.Address().ToString(), fault.Message);
        Assert.AreSequenceEqual([1d, 2d, 3d], time.Due.Select(due => due.TotalSeconds).Where(seconds => seconds is > 0 and < 100));
    }

    [TestMethod]
    public async Task FetchAsync_Cancelled_KeepsPartAndNextRunGoesOn()
    {
        using var folder = new TempFolder();
        using var cancellation = new CancellationTokenSource();
        using var server = new LoopbackServer(async (request, stream, stop) =>
        {
            await LoopbackServer.AnswerAsync(stream, Content, request, "\"v1\"", request.Number == 1 ? 100_000 : int.MaxValue, stop);
            if (request.Number == 1) await Task.Delay(Timeout.Infinite, stop);
        });
        var eager = Quick with { ProgressInterval = TimeSpan.Zero };
        var sink = new Sink(now => { if (now.Bytes == 100_000) cancellation.Cancel(); });

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => new ResumableDownload(Client, eager).FetchAsync(Request(folder, server.Address()), sink, cancellation.Token));
        Assert.AreEqual(100_000, new FileInfo(folder.At("file.bin.part")).Length);

        var result = await Fetch(folder, null, server.Address());
        Assert.AreEqual(100_000, result.ResumedBytes);
    }

    [TestMethod]
    public async Task FetchAsync_TargetIsThere_AsksNobody()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("file.bin"), Content);
        using var server = LoopbackServer.Serving(Content);

        var result = await Fetch(folder, null, server.Address());

        Assert.IsNull(result.Source);
        Assert.IsEmpty(server.Requests);
    }

    [TestMethod]
    public async Task FetchAsync_RedirectToFileScheme_IsNotFollowed()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("secret"), "secret");
        using var server = new LoopbackServer((_, stream, stop) => LoopbackServer.WriteAsync(
            stream, $"HTTP/1.1 302 Found\r\nLocation: {new Uri(folder.At("secret"))}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", stop));

        var fault = await Assert.ThrowsExactlyAsync<DownloadException>(() => Fetch(folder, null, server.Address()));

        Assert.Contains("redirected", fault.Message);
        Assert.HasCount(1, fault.Attempts);
        Assert.IsFalse(File.Exists(folder.At("file.bin")));
    }

    [TestMethod]
    public async Task FetchAsync_ClientFollowedRedirectAnywhere_FinalAddressIsChecked()
    {
        using var folder = new TempFolder();
        using var client = new HttpClient(new Redirecting(new Uri("file:///etc/hostname")));

        var fault = await Assert.ThrowsExactlyAsync<DownloadException>(() => new ResumableDownload(client, Quick)
            .FetchAsync(Request(folder, new Uri("https://example.invalid/file.bin")), null, TestContext.CancellationToken));

        Assert.Contains("only http and https are followed", fault.Message);
    }

    [TestMethod]
    public async Task FetchAsync_RequestBreaksRules_NamesAllOfThem()
    {
        using var folder = new TempFolder();
        var request = new DownloadRequest { Mirrors = [new Uri("file:///etc/passwd")], TargetPath = folder.Path, Sha256 = "abc", MaxBytes = 0 };

        var fault = await Assert.ThrowsExactlyAsync<DownloadException>(() => new ResumableDownload(Client).FetchAsync(request, null, TestContext.CancellationToken));

        foreach (var part in new[] { "Mirrors", "TargetPath", "Sha256", "MaxBytes" }) Assert.Contains(part, fault.Message);
        Assert.IsEmpty(fault.Attempts);
    }

    internal static byte[] MakeContent(int length, int seed = 1)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static HttpClient Client { get; } = ResumableDownload.CreateClient();

    private static DownloadRequest Request(TempFolder folder, params Uri[] mirrors)
        => new() { Mirrors = mirrors, TargetPath = folder.At("file.bin"), ExpectedBytes = Content.Length, Sha256 = Hash };

    private Task<DownloadResult> Fetch(
        TempFolder folder, IProgress<DownloadProgress>? progress, Uri mirror, Func<DownloadRequest, DownloadRequest>? change = null)
        => new ResumableDownload(Client, Quick).FetchAsync(
            (change ?? (request => request))(Request(folder, mirror)), progress, TestContext.CancellationToken);

    private sealed class Sink(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }

    private sealed class Redirecting(Uri final) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = final;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new ByteArrayContent(Content) });
        }
    }
}
