using Pneumonia.Model;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Cli.Output;

/// <summary>
/// Explains images one by one and writes each beside its heat map as <c>NAME.heatmap.png</c>; a second image of that name gets
/// <c>NAME-2.heatmap.png</c>. What is no chest X-ray, or can't be read, gets none: there would be nothing to point at.
/// </summary>
internal sealed class HeatMapFolder(PneumoniaClassifier classifier, string folder)
{
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> next = new(StringComparer.OrdinalIgnoreCase);

    /// <value>How many were written.</value>
    public int Written { get; private set; }

    public Prediction Answer(string path)
    {
        Explanation explained;
        try
        {
            explained = classifier.Explain(path);
        }
        catch (UnreadableImageException e)
        {
            return new Prediction { Source = path, Decision = Decision.Unreadable, Problem = e.Message };
        }

        if (explained.Prediction.Decision == Decision.NotAChestXray) return explained.Prediction;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, NameFor(path)), explained.RenderSideBySide());
        Written++;
        return explained.Prediction;
    }

    private string NameFor(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        var name = stem;
        for (var count = next.GetValueOrDefault(stem, 2); !taken.Add(name); next[stem] = ++count) name = $"{stem}-{count}";
        return name + ".heatmap.png";
    }
}
