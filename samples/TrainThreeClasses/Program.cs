// TrainThreeClasses [DATA] OUT.zip     A research and engineering tool, not a medical device.
// DATA holds a folder for each class (NORMAL, BACTERIA, VIRUS), or NORMAL and PNEUMONIA with Kermany's file names, which tell bacteria from viruses.
// Without DATA a synthetic set is drawn: it shows the way and says nothing about real X-rays.
using Pneumonia.Model;
using Pneumonia.Training;
using Pneumonia.Training.Synthesis;

if (args.Length is 0 or > 2)
{
    Console.Error.WriteLine("TrainThreeClasses [DATA] OUT.zip");
    return 2;
}

var output = args[^1];
var data = args.Length == 2 ? args[0] : "synthetic";
if (args.Length == 1) await SyntheticRadiographs.WriteAsync(data, new SyntheticOptions { Patients = 90, ImagesPerPatient = 2, DiffuseFraction = 0.5, Size = 160 });

var result = await TrainingPipeline.Create()
    .FromFolder(data)
    .ForTask(ClassificationTask.MultiClass)
    .UseFrozenFeatures()
    .PromiseRecall(0.95, confidence: 0.90)
    .WithBudget(time: TimeSpan.FromMinutes(2), maxTrials: 4)
    .SaveTo(output)
    .Build()
    .RunAsync();

Console.WriteLine($"Classes: {string.Join(", ", result.Manifest.Classes)}");
foreach (var promise in result.Manifest.Promises) Console.WriteLine(promise.Explanation);
foreach (var metric in result.Manifest.Metrics.Where(m => m.Value is not null)) Console.WriteLine($"{metric.Name} ({metric.MeasuredOn}): {metric.Value:0.000}");
return 0;
