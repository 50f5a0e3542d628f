using System.Net;
using System.Text.RegularExpressions;
using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Cli;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Serving;

[TestClass]
public sealed partial class ServeCommandTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Serve_UntilInterrupted_AnswersAndEndsWell()
    {
        using var child = ChildCli.Start("serve", "--model", TinyModels.Path(ClassificationTask.Binary), "--urls", "http://127.0.0.1:0");
        await child.HearsAsync("Listening on");
        var address = new Uri(Address().Match(child.Words).Value);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

        using var page = await http.GetAsync("/", TestContext.CancellationToken);
        using var answer = await http.PostAsync("predict", Service.Raw(TestImages.GreyJpeg(200, 200)), TestContext.CancellationToken);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "info") { Headers = { Host = "evil.example" } };
        using var refused = await http.SendAsync(rebound, TestContext.CancellationToken);
        Assert.AreEqual("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.AreEqual(HttpStatusCode.BadRequest, refused.StatusCode, "A foreign name that points at this machine is not ours.");

        child.Signal(ChildCli.Interrupt);
        var run = await child.EndAsync();
        run.Expect(ExitCode.Done);
        Assert.AreEqual("", run.Out, "Words go to standard error.");
    }

    [TestMethod]
    public async Task Serve_WithWrongOptions_NamesEveryFault()
    {
        var run = await CliRun.OfAsync("serve", "--model", "x.zip", "--urls", "https://0.0.0.0:1", "--api-key", "short", "--queue", "0", "--timeout", "5");
        run.Expect(ExitCode.WrongOptions).Says("--urls must be like", "--api-key must have at least 16", "--queue must", "--timeout must");
    }

    [TestMethod]
    public async Task Serve_WithoutASoundModel_EndsWithThatCode()
    {
        using var folder = new TempFolder();
        var path = folder.Write("bad.zip", "no zip");
        (await CliRun.OfAsync("serve", "--model", path, "--urls", "http://127.0.0.1:0")).Expect(ExitCode.UnusableModel).Says("bad.zip");
    }

    [TestMethod]
    public async Task Serve_WhereSomethingListens_SaysSo()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        (await CliRun.OfAsync("serve", "--model", TinyModels.Path(ClassificationTask.Binary), "--urls", url)).Expect(ExitCode.WrongOptions).Says("something else does");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
