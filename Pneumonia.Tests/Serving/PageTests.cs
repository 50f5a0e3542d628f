using Pneumonia.Model;
using Pneumonia.Serving;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;
using Pneumonia.Tests.Serving.Browser;

namespace Pneumonia.Tests.Serving;

/// <summary>The page in a real browser: dropped images, words, slider, faults; by keyboard, on a phone, in the dark.</summary>
[TestClass]
[TestCategory("Browser")]
public sealed class PageTests
{
    private const string Settled = "!document.querySelector('#results .sign') || [...document.querySelectorAll('#results .sign')].every(s => s.textContent !== '…')";
    private const string Verdicts = "[...document.querySelectorAll('#results .verdict .text')].map(v => v.textContent)";

    private static readonly Lazy<Task<Chromium>> Shared = new(Chromium.StartAsync);

    // Those that the small model finds ill: its few calibration images make it refuse some of the rest.
    private static readonly Lazy<string[]> FoundIll = new(() =>
    {
        using var classifier = PneumoniaClassifier.Load(TrainedModels.Binary.Path);
        return [.. classifier
            .PredictBatch(TrainedModels.Set.Images.Where(static i => i.Case.Finding != Training.Synthesis.SyntheticFinding.None).Select(static i => Path.Combine(TrainedModels.Set.Folder, i.Path)))
            .Where(static p => p.Decision == Decision.Positive)
            .Select(static p => p.Source!)];
    });

    private static IEnumerable<string> Ill => FoundIll.Value;

    [ClassCleanup]
    public static async Task EndAsync()
    {
        if (Shared is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) (await Shared.Value).Dispose();
    }

    [TestMethod]
    public async Task Drop_ManyImages_ShowsAVerdictAProbabilityAndAHeatMapOfEach()
    {
        await using var service = await Service.StartAsync(TrainedModels.Binary.Path);
        await using var page = await OpenAsync(service);

        await page.DropAsync("#drop", [.. Ill.Take(2), .. TrainedModels.Binary.Images.Take(2)]);
        await page.UntilAsync($"document.querySelectorAll('#results > li').length === 4 && ({Settled})");
        var verdicts = await page.AskAsync<string[]>(Verdicts);
        string[] known = ["Signs of pneumonia", "No signs of pneumonia found", "Not judged: unlike the X-rays the model knows"];
        Assert.IsTrue(verdicts.All(known.Contains), string.Join(", ", verdicts));
        Assert.Contains("Signs of pneumonia", verdicts);
        await page.UntilAsync("document.querySelector('#results .pneumonia .heat')?.hidden === false");
        Assert.Contains("threshold of", await page.AskAsync<string>("document.querySelector('#results .pneumonia .why').textContent"));
        Assert.Contains("4 images", await page.AskAsync<string>("document.querySelector('#status').textContent"));
        Assert.Contains(TrainedModels.Binary.Result.Manifest.Promises[0].Explanation, await page.AskAsync<string>("document.querySelector('#promise').textContent"));
        Assert.Contains("Not a medical device", await page.AskAsync<string>("document.body.innerText"));

        await page.PictureAsync("light");
        await page.LookAsync(1100, 900, dark: true);
        await page.PictureAsync("dark");
        Assert.AreNotEqual("rgb(246, 248, 249)", await page.AskAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await page.LookAsync(390, 844);
        Assert.IsLessThanOrEqualTo(390, await page.AskAsync<int>("document.documentElement.scrollWidth"), "The page is wider than a phone.");
        await page.PictureAsync("phone");
        Assert.IsEmpty(page.Faults, string.Join('\n', page.Faults));
    }

    [TestMethod]
    public async Task Slider_ByKeyboard_ChangesTheHeatMapAlone()
    {
        await using var service = await Service.StartAsync(TrainedModels.Binary.Path);
        await using var page = await OpenAsync(service);
        await page.ChooseAsync("#files", Ill.First());
        await page.UntilAsync("document.querySelector('#results .heat')?.hidden === false");
        Assert.AreEqual(0.55, await page.AskAsync<double>("Number(document.querySelector('.heat').style.opacity)"), 1e-9);

        await page.AskAsync<bool>("(document.querySelector('.heat-row input').focus(), true)");
        await page.PressAsync("End", 35);
        await page.UntilAsync("document.querySelector('.heat').style.opacity === '1'");
        await page.PictureAsync("explain");
        await page.PressAsync("ArrowLeft", 37);

        Assert.AreEqual(0.95, await page.AskAsync<double>("Number(document.querySelector('.heat').style.opacity)"), 1e-9);
        Assert.AreEqual("95 percent", await page.AskAsync<string>("document.querySelector('.heat-row input').getAttribute('aria-valuetext')"));
        Assert.AreEqual("1", await page.AskAsync<string>("getComputedStyle(document.querySelector('.base')).opacity"));
        Assert.IsEmpty(page.Faults, string.Join('\n', page.Faults));
    }

    [TestMethod]
    public async Task Drop_WhatIsNoXray_SaysSoInWords()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "letter.pdf.png"), "%PDF-1.7 and so on");
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "broken.jpg"), TestImages.GreyJpeg(300, 200)[..2000]);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "<img src=x onerror=alert(1)>.jpg"), TestImages.ColourJpeg(300, 200));
        await using var service = await Service.StartAsync(TrainedModels.Binary.Path);
        await using var page = await OpenAsync(service);

        await page.DropAsync("#drop", [.. Directory.EnumerateFiles(folder.Path).Order(StringComparer.Ordinal)]);
        await page.UntilAsync($"document.querySelectorAll('#results > li').length === 3 && ({Settled})");
        var verdicts = await page.AskAsync<string[]>(Verdicts);

        Assert.AreEqual("The image is damaged or too small", verdicts[1]);
        Assert.AreEqual("Not an image this service can read", verdicts[2]);
        Assert.AreEqual("<img src=x onerror=alert(1)>.jpg", await page.AskAsync<string>("document.querySelector('#results .name').textContent"));
        await page.PictureAsync("error");
    }

    [TestMethod]
    public async Task Service_ThatIsGone_IsSaidAndCanBeTriedAgain()
    {
        var service = await Service.StartAsync(TrainedModels.Binary.Path);
        await using var page = await OpenAsync(service);
        await service.DisposeAsync();

        await page.ChooseAsync("#files", Ill.First());
        await page.UntilAsync("document.querySelector('#results .again')?.hidden === false");

        Assert.AreEqual("The service does not answer", (await page.AskAsync<string[]>(Verdicts))[0]);
        await page.PictureAsync("gone");
    }

    [TestMethod]
    public async Task Key_Asked_LetsThePageGoOnAfterIt()
    {
        const string Key = "a secret of some length";
        await using var service = await Service.StartAsync(TrainedModels.Binary.Path, new ServingOptions { ApiKey = Key });
        await using var page = await OpenAsync(service, "!document.querySelector('#key-form').hidden");
        Assert.AreEqual("key", await page.AskAsync<string>("document.activeElement.id"), "The key's field has the focus.");

        await page.TypeAsync("wrong");
        await page.PressAsync("Enter", 13);
        await page.AskAsync<bool>("(document.querySelector('#key-form').requestSubmit(), true)");
        await page.UntilAsync("document.querySelector('#key-fault').textContent.includes('not the right one')");
        await page.PictureAsync("key");
        await page.AskAsync<bool>($"(document.querySelector('#key').value = '{Key}', document.querySelector('#key-form').requestSubmit(), true)");
        await page.UntilAsync("document.querySelector('#key-form').hidden && document.querySelector('#model dd')");
        await page.ChooseAsync("#files", Ill.First());
        await page.UntilAsync("document.querySelector('#results .heat')?.hidden === false");
    }

    [TestMethod]
    public async Task Keyboard_FromTheTop_ReachesEverythingInOrder()
    {
        await using var service = await Service.StartAsync(TrainedModels.Binary.Path);
        await using var page = await OpenAsync(service);
        await page.ChooseAsync("#files", Ill.First());
        await page.UntilAsync("document.querySelector('#results .heat')?.hidden === false");
        await page.AskAsync<bool>("(document.activeElement.blur(), true)");

        var reached = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            await page.PressAsync("Tab", 9);
            reached.Add(await page.AskAsync<string>("document.activeElement.id || document.activeElement.className || document.activeElement.type || document.activeElement.tagName"));
        }

        Assert.AreEqual("skip, files, clear, range, SUMMARY", string.Join(", ", reached));
        var unnamed = await page.AskAsync<string[]>("""
            [...document.querySelectorAll('input, button')].filter(e => !e.closest('[hidden]') && !e.labels?.length && !e.getAttribute('aria-label') && !e.textContent.trim()).map(e => e.outerHTML)
            """);
        Assert.IsEmpty(unnamed, string.Join(", ", unnamed));
    }

    [TestMethod]
    public async Task Page_UnderAPrefix_FindsItsService()
    {
        await using var service = await Service.StartAsync(TrainedModels.Binary.Path, prefix: "/x-ray");
        await using var page = await OpenAsync(service, path: "/x-ray/");
        await page.ChooseAsync("#files", Ill.First());
        await page.UntilAsync("document.querySelector('#results .heat')?.hidden === false");
        using var answer = await service.Http.GetAsync("/x-ray");
        Assert.AreEqual("/x-ray/", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    private static async Task<BrowserPage> OpenAsync(Service service, string ready = "document.querySelector('#model dd')", string path = "/")
    {
        var page = await (await Shared.Value).OpenAsync(new Uri(service.Address, path));
        await page.LookAsync(1100, 900);
        await page.UntilAsync(ready);
        return page;
    }
}
