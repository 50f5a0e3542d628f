using System.Globalization;
using Microsoft.Extensions.Hosting;
using Pneumonia.Model;

namespace FolderWatcher;

/// <summary>
/// Answers for every image that is put into a folder, one line each into <c>answers.csv</c> beside them. It looks every second instead of waiting for file
/// system events, which get lost on network drives; a file is taken once it has stopped growing, and moved to <c>done</c> when it is answered.
/// </summary>
internal sealed class Worker(PneumoniaClassifier classifier, string inbox) : BackgroundService
{
    private readonly Dictionary<string, long> seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var done = Directory.CreateDirectory(Path.Combine(inbox, "done")).FullName;
        var answers = Path.Combine(inbox, "answers.csv");
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            foreach (var answer in classifier.PredictBatch(Settled(), stoppingToken))
            {
                var name = Path.GetFileName(answer.Source!);
                var probability = answer.Probability.ToString("0.0000", CultureInfo.InvariantCulture);
                await File.AppendAllTextAsync(answers, $"\"{name.Replace("\"", "\"\"")}\",{answer.Decision},{probability}\n", stoppingToken);
                File.Move(answer.Source!, Path.Combine(done, name), overwrite: true);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Files whose length is what it was a second ago.</summary>
    private List<string> Settled()
    {
        var now = new DirectoryInfo(inbox).EnumerateFiles().Where(f => f.Name != "answers.csv").ToDictionary(f => f.FullName, f => f.Length);
        var settled = now.Where(f => seen.TryGetValue(f.Key, out var before) && before == f.Value).Select(f => f.Key).ToList();
        seen.Clear();
        foreach (var (path, length) in now) seen[path] = length;
        return settled;
    }
}
