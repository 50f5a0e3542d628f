using Pneumonia.Model;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Cli.Output;

/// <summary>
/// Explains images one by one and writes each beside its heat map as <c>NAME.heatmap.png</c>; a second image of that name gets
/// <c>NAME-2.heatmap.png</c>. What is no chest X-ray, or can't be read, gets none: there would be nothing to point at.
/// </summary>
internal sealed class HeatMapFolder(PneumoniaClassifier classifier, string folder) : IDisposable
{
    /// <summary>What the name of every picture ends with.</summary>
    public const string Ending = ".heatmap.png";

    private readonly UniqueNames names = new();

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
        File.WriteAllBytes(Path.Combine(folder, names.Take(Path.GetFileNameWithoutExtension(path)) + Ending), explained.RenderSideBySide());
        Written++;
        return explained.Prediction;
    }

    public void Dispose() => names.Dispose();
}
