using System.Globalization;
using System.Text.Json.Nodes;
using Pneumonia.Cli;
using Pneumonia.Model;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;

namespace Pneumonia.Tests.Cli;

/// <summary>What scripts read: names, streams and exit codes of evaluate, predict, info and export.</summary>
[TestClass]
public sealed class ResultTests
{
    [TestMethod]
    public async Task Evaluate_Json_HasTheContractedNamesAndNothingElseOnStandardOutput()
    {
        var run = await CliRun.OfAsync("evaluate", "--model", TrainedModels.Binary.Path, "--data", TrainedModels.Set.Folder, "--json");

        var json = run.Expect(ExitCode.Done).Json();
        string[] contracted =
        [
            "n", "positives", "auc", "aucInterval", "accuracy", "recall", "recallInterval", "specificity", "specificityInterval", "threshold",
            "brier", "ece", "confusion",
        ];
        Assert.AreSequenceEqual(contracted, json.Select(static p => p.Key).Take(contracted.Length));
        Assert.AreSequenceEqual(new[] { "tp", "fp", "tn", "fn" }, json["confusion"]!.AsObject().Select(static p => p.Key));
        foreach (var interval in new[] { "aucInterval", "recallInterval", "specificityInterval" }) Assert.HasCount(2, json[interval]!.AsArray());
        AssertAddsUp(json);
    }

    [TestMethod]
    public async Task Evaluate_ImagesThatWereTrainedOn_IsSaidOnStandardErrorEvenWithJson()
    {
        var trained = Path.Combine(TrainedModels.Set.Folder, "train");

        var run = await CliRun.OfAsync("evaluate", "--model", TrainedModels.Binary.Path, "--data", trained, "--json");

        run.Expect(ExitCode.Done).Says("The model was trained or calibrated on");
        Assert.IsGreaterThan(0, run.Json()["seen"]!.GetValue<int>());
    }

    [TestMethod]
    public async Task Evaluate_Text_ShowsFiguresWithIntervals()
        => (await CliRun.OfAsync("evaluate", "--model", TrainedModels.Binary.Path, "--data", TrainedModels.Set.Folder))
            .Expect(ExitCode.Done).Says("recall", "95% interval", "at threshold", "false alarms");

    [TestMethod]
    public async Task Evaluate_DataOfOtherClasses_IsUnusableData()
    {
        using var folder = new TempFolder();
        for (var i = 0; i < 4; i++)
        {
            Copy(TrainedModels.Binary.Images[i], folder.At("CAT", $"{i}.png"));
            Copy(TrainedModels.Binary.Images[i + 4], folder.At("DOG", $"{i}.png"));
        }

        var run = await CliRun.OfAsync("evaluate", "--model", TrainedModels.MultiClass.Path, "--data", folder.Path);

        run.Expect(ExitCode.UnusableData);
        Assert.Contains("CAT", run.Words);
    }

    [TestMethod]
    public async Task Predict_Json_HasTheContractedNamesALine()
    {
        var images = TrainedModels.Binary.Images.Take(3).ToArray();

        var run = (await CliRun.OfAsync(["predict", "--model", TrainedModels.Binary.Path, .. images, "--json"])).Expect(ExitCode.Done);

        var answers = run.Lines.Select(static l => JsonNode.Parse(l)!.AsObject()).ToArray();
        Assert.AreSequenceEqual(images, answers.Select(static a => a["path"]!.GetValue<string>()));
        foreach (var answer in answers)
        {
            Assert.AreSequenceEqual(new[] { "path", "label", "probability", "decision", "typicality", "problem" }, answer.Select(static p => p.Key).Take(6));
            Assert.Contains(answer["decision"]!.GetValue<string>(), new[] { "pneumonia", "normal", "refer", "not-a-chest-xray" });
            Assert.IsInRange(0.0, 1.0, answer["probability"]!.GetValue<double>());
        }
    }

    [TestMethod]
    public async Task Predict_GoodAndBadFiles_GoesOnReportsEachAndEndsWell()
    {
        using var folder = new TempFolder();
        var text = folder.At("a, \"quoted\" name.jpg");
        await File.WriteAllTextAsync(text, "not an image", CancellationToken.None);
        var good = TrainedModels.Binary.Images[0];

        var run = await CliRun.OfAsync("predict", "--model", TrainedModels.Binary.Path, text, good, folder.At("missing.png"), good, "--json");

        run.Expect(ExitCode.Done).Says("2 of 4 images could not be read.");
        var answers = run.Lines.Select(static l => JsonNode.Parse(l)!).ToArray();
        Assert.AreSequenceEqual(
            new[] { true, false, true, false }, answers.Select(static a => a["decision"]!.GetValue<string>() == "unreadable" && a["problem"] is not null));
        Assert.AreEqual(text, answers[0]["path"]!.GetValue<string>());
        Assert.IsNull(answers[0]["probability"]);
        Assert.IsNull(answers[1]["problem"]);
    }

    [TestMethod]
    public async Task Predict_HeatMaps_OneAnImageAndTheSameAnswers()
    {
        using var folder = new TempFolder();
        var image = TrainedModels.Binary.Images[0];
        var twin = folder.At("other", Path.GetFileName(image));
        Directory.CreateDirectory(Path.GetDirectoryName(twin)!);
        Copy(image, twin);

        string[] command = ["predict", "--model", TrainedModels.Binary.Path, image, twin, folder.At("missing.png"), "--json"];
        var plain = (await CliRun.OfAsync(command)).Expect(ExitCode.Done);
        var mapped = (await CliRun.OfAsync([.. command, "--heatmaps", folder.At("maps")])).Expect(ExitCode.Done);

        Assert.AreSequenceEqual(plain.Lines.Take(2), mapped.Lines.Take(2));
        mapped.Says("2 heat maps are in", "1 of 3 images could not be read.");
        var stem = Path.GetFileNameWithoutExtension(image);
        Assert.AreSequenceEqual(
            new[] { $"{stem}-2.heatmap.png", $"{stem}.heatmap.png" },
            Directory.GetFiles(folder.At("maps")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task Predict_NoFileCanBeRead_IsUnusableData()
    {
        var run = await CliRun.OfAsync("predict", "--model", TrainedModels.Binary.Path, "missing-1.png", "missing-2.png", "--json");

        run.Expect(ExitCode.UnusableData).Says("2 of 2 images could not be read.");
        Assert.HasCount(2, run.Lines);
    }

    [TestMethod]
    public async Task Predict_EmptyFolder_IsUnusableDataAndSaysSo()
    {
        using var folder = new TempFolder();

        (await CliRun.OfAsync("predict", "--model", TrainedModels.Binary.Path, folder.Path)).Expect(ExitCode.UnusableData).Says("No images", folder.Path);
    }

    [TestMethod]
    public async Task Predict_Csv_QuotesWhatNeedsQuotesAndDisarmsFormulas()
    {
        using var folder = new TempFolder();
        var odd = folder.At("a, \"b\"\nc.png");
        Copy(TrainedModels.Binary.Images[0], odd);

        var run = await CliRun.OfAsync("predict", "--model", TrainedModels.Binary.Path, odd, "=cmd.png", "--csv");

        run.Expect(ExitCode.Done);
        Assert.StartsWith("path,decision,label,probability,typicality,problem,warnings\n", run.Out);
        using var reader = new CsvHelper.CsvReader(new StringReader(run.Out), CultureInfo.InvariantCulture);
        var rows = reader.GetRecords<dynamic>().Select(static r => (IDictionary<string, object>)r).ToArray();
        Assert.AreEqual(odd, rows[0]["path"]);
        Assert.AreEqual("'=cmd.png", rows[1]["path"]);
        Assert.AreEqual("unreadable", rows[1]["decision"]);
        Assert.AreEqual("", rows[1]["probability"]);
    }

    [TestMethod]
    [DataRow(ClassificationTask.MultiClass, "NORMAL,BACTERIA,VIRUS")]
    [DataRow(ClassificationTask.MultiLabel, "CONSOLIDATION,DIFFUSE")]
    public async Task EvaluateAndPredict_OtherTasks_WorkToo(ClassificationTask task, string classes)
    {
        var model = TrainedModels.Of(task);
        var data = task == ClassificationTask.MultiLabel ? Path.Combine(TrainedModels.Set.Folder, "findings.csv") : TrainedModels.Set.Folder;

        var evaluated = (await CliRun.OfAsync("evaluate", "--model", model.Path, "--data", data, "--json")).Expect(ExitCode.Done).Json();
        var predicted = (await CliRun.OfAsync("predict", "--model", model.Path, model.Images[0], "--json")).Expect(ExitCode.Done).Json();

        Assert.IsGreaterThan(0, evaluated["n"]!.GetValue<int>());
        Assert.AreEqual(classes, string.Join(',', evaluated[task == ClassificationTask.MultiClass ? "classes" : "labels"]!.AsArray().Select(static c => c!["label"]!.GetValue<string>())));
        Assert.AreEqual(classes, string.Join(',', predicted["scores"]!.AsObject().Select(static s => s.Key)));
        if (task == ClassificationTask.MultiClass) AssertAddsUp(evaluated);
    }

    [TestMethod]
    public async Task Info_Json_IsTheManifest()
    {
        var manifest = (await CliRun.OfAsync("info", "--model", TrainedModels.Binary.Path, "--json")).Expect(ExitCode.Done).Json();

        Assert.AreEqual(TrainedModels.Binary.Result.Manifest.Graph.Sha256, manifest["graph"]!["sha256"]!.GetValue<string>());
    }

    [TestMethod]
    public async Task Info_Text_IsTheCard()
        => Assert.Contains("# Model card", (await CliRun.OfAsync("info", "--model", TrainedModels.Binary.Path)).Expect(ExitCode.Done).Out);

    [TestMethod]
    public async Task Export_Always_WritesTheVeryGraph()
    {
        using var folder = new TempFolder();

        (await CliRun.OfAsync("export", "--model", TrainedModels.Binary.Path, "--onnx", folder.At("new", "graph.onnx"))).Expect(ExitCode.Done).Says("pixels");

        var hash = System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(folder.At("new", "graph.onnx"), CancellationToken.None));
        Assert.AreEqual(TrainedModels.Binary.Result.Manifest.Graph.Sha256, Convert.ToHexStringLower(hash));
    }

    [TestMethod]
    public async Task Synthesize_FolderHoldsSomethingElse_IsRefusedAndNothingIsLost()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("thesis.txt"), "years of work", CancellationToken.None);

        (await CliRun.OfAsync("data", "synthesize", "--patients", "4", "--size", "32", "--out", folder.Path))
            .Expect(ExitCode.WrongOptions).Says("choose another folder");

        Assert.AreEqual("years of work", await File.ReadAllTextAsync(folder.At("thesis.txt"), CancellationToken.None));
    }

    private static void AssertAddsUp(JsonObject json)
    {
        var c = json["confusion"]!;
        int Of(string name) => c[name]!.GetValue<int>();
        var (n, positives) = (json["n"]!.GetValue<int>(), json["positives"]!.GetValue<int>());
        Assert.AreEqual(n, Of("tp") + Of("fp") + Of("tn") + Of("fn"));
        Assert.AreEqual(positives, Of("tp") + Of("fn"));
        Assert.AreEqual((double)Of("tp") / positives, json["recall"]!.GetValue<double>(), 1e-9);
        Assert.AreEqual((double)Of("tn") / (n - positives), json["specificity"]!.GetValue<double>(), 1e-9);
        Assert.AreEqual((double)(Of("tp") + Of("tn")) / n, json["accuracy"]!.GetValue<double>(), 1e-9);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
