using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Training;

namespace Pneumonia.Tests.Pipeline;

/// <summary>A copy of the shared synthetic set in a private folder, to be changed at will, and a work folder beside it.</summary>
internal sealed class SmallSet : IDisposable
{
    // Features of the shared set, computed once: what starts from a copy of this has nothing left to compute.
    private static readonly Lazy<string> WarmStore = new(static () =>
    {
        var work = TestRunFolder.At("warm");
        TrainingPipeline.Create().FromFolder(TrainedModels.Set.Folder).UseFrozenFeatures().WithBudget(maxTrials: 1)
            .RememberIn(work).SaveTo(TestRunFolder.At("warm.zip")).Build().RunAsync().GetAwaiter().GetResult();
        return Path.Combine(work, "store.db");
    });

    private readonly TempFolder _root = new();

    /// <param name="name">Name of the data folder.</param>
    /// <param name="warm">Whether the features of the set are known already.</param>
    /// <param name="empty">Whether the data folder begins empty.</param>
    public SmallSet(string name = "data", bool warm = true, bool empty = false)
    {
        Data = _root.At(name);
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Work);
        if (warm) File.Copy(WarmStore.Value, Path.Combine(Work, "store.db"));
        if (empty) return;
        foreach (var image in TrainedModels.Set.Images) Copy(Path.Combine(TrainedModels.Set.Folder, image.Path), image.Path);
    }

    public string Data { get; }

    public string Work => _root.At("work");

    public string Model => _root.At("model.zip");

    public string Store => Path.Combine(Work, "store.db");

    public string At(params string[] segments) => _root.At(segments);

    /// <summary>Full path of a file of the data, whose folder is there afterwards.</summary>
    public string PathOf(string name)
    {
        var path = Path.Combine(Data, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(PathOf(name), bytes);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public void Copy(string from, string name) => File.Copy(from, PathOf(name));

    /// <summary>The command line that trains on it; more options may follow.</summary>
    public string[] Train(params string[] more) => ["train", "--data", Data, "--work", Work, "--out", Model, .. more];

    public TrainingPipelineBuilder Pipeline(TimeProvider? time = null)
        => TrainingPipeline.Create(time).FromFolder(Data).UseFrozenFeatures().WithBudget(maxTrials: 2).RememberIn(Work).SaveTo(Model);

    public void Dispose() => _root.Dispose();
}
