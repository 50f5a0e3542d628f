using Pneumonia.Model;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Report;

/// <summary>Small heat maps as data URIs, by the model that a report is about.</summary>
internal sealed class HeatMapThumbnails : IDisposable
{
    private readonly PneumoniaClassifier classifier;

    private HeatMapThumbnails(PneumoniaClassifier classifier) => this.classifier = classifier;

    /// <returns>Null where the model file is not there, or can't be run or explained: a report does without.</returns>
    public static HeatMapThumbnails? Open(string modelPath)
    {
        try
        {
            return new HeatMapThumbnails(PneumoniaClassifier.Load(modelPath, new ClassifierOptions { Pose = PoseHandling.Off }));
        }
        catch (ModelFileException)
        {
            return null;
        }
    }

    /// <param name="path">The image.</param>
    /// <param name="label">The finding whose evidence is shown; where the network has no output of that name, its most probable one.</param>
    /// <returns>Null where the image can't be read any more, or the model gives no maps.</returns>
    public string? Of(string path, string label)
    {
        try
        {
            var explained = classifier.Explain(path);
            var named = explained.Maps.Any(m => m.Label == label) ? label : null;
            return "data:image/jpeg;base64," + Convert.ToBase64String(explained.RenderSmallOverlay(Thumbnail.Side, named));
        }
        catch (Exception e) when (e is UnreadableImageException or ModelFileException)
        {
            return null;
        }
    }

    public void Dispose() => classifier.Dispose();
}
