using Pneumonia.Tests.Data;
using Pneumonia.Tests.Imaging;
using Pneumonia.Tests.Onnx;
using Pneumonia.Training;
using Pneumonia.Training.Data;

namespace Pneumonia.Tests.Report;

/// <summary>A whole training run on images of 64 × 64: stripes across are normal, upright ones pneumonia; a second's work.</summary>
internal sealed class TrainedTiny : IDisposable
{
    public const string HostileName = "a&b'\"<script>alert(1)</script>";

    // The smallest that a packaged model takes.
    private const int Side = 64;

    private readonly TempFolder folder = new();

    public TrainedTiny()
    {
        foreach (var (label, upright) in new[] { ("NORMAL", false), ("PNEUMONIA", true) })
        {
            var random = new Random(upright ? 1 : 2);
            for (var i = 0; i < 70; i++)
            {
                // A few images of the other kind, so that there are errors to show.
                var across = upright ^ i % 12 == 0;
                var (phase, grey) = (random.Next(4), random.Next(90, 150));
                Write(Path.Combine("data", label, $"img {i:00}.png"), (x, y) => grey + (((across ? x : y) + phase) / 2 % 2 == 0 ? 12 : -12) + random.Next(-3, 4));
            }
        }

        Backbone = Path.Combine(folder.Path, "tiny.onnx");
        File.WriteAllBytes(Backbone, new TinyBackbone { Side = Side }.Bytes());
    }

    public string Data => Path.Combine(folder.Path, "data");

    public string Backbone { get; }

    public string Model => Path.Combine(folder.Path, "tiny.zip");

    public string ReportFolder => Path.Combine(folder.Path, "report");

    public Task<TrainingResult> TrainAsync(CancellationToken cancellationToken) => TrainingPipeline.Create()
        .FromFolder(Data)
        .WithPatients(PatientRule.Parse("none"))
        .UseFrozenFeatures(o => o with { Backbones = [Backbone] })
        .WithSplits(s => s with { TestFraction = 0.4, CalibrationFraction = 0.3, Folds = 3 })
        .WithBudget(maxTrials: 2)
        .ReferBelowSpecificity(0.9)
        .StressTest(s => s with { MaxImages = 40 })
        .WriteReportTo(ReportFolder, r => r with { Command = $"pneumonia train --data \"{HostileName}\"" })
        .SaveTo(Model)
        .RememberIn(Path.Combine(folder.Path, "work"))
        .Build()
        .RunAsync(cancellationToken: cancellationToken);

    public void Dispose() => folder.Dispose();

    private void Write(string name, Func<int, int, int> grey)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, TestImages.GreyPng(Side, Side, grey));
    }
}
