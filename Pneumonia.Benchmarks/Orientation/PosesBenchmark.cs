using System.Runtime.InteropServices;
using Pneumonia.Model;
using Pneumonia.Model.Imaging;
using SkiaSharp;

namespace Pneumonia.Benchmarks.Orientation;

/// <summary>What a packaged model answers for the same radiographs in all eight poses, with and without correction.</summary>
internal static class PosesBenchmark
{
    private const int LongestSide = 512;

    public static int Run(string model, string folder, string? strangers)
    {
        string[] files = [.. Files(folder)];
        using var off = PneumoniaClassifier.Load(model, new ClassifierOptions { Pose = PoseHandling.Off });
        using var correct = PneumoniaClassifier.Load(model, new ClassifierOptions { Pose = PoseHandling.Correct });
        var upright = files.Select(f => off.Predict(Posed(f, 0))).ToArray();
        Console.WriteLine($"{files.Length} images; decisions beside those for the upright image");
        Console.WriteLine("pose              recognised  wrong  same decision corrected  same decision as it lies");
        var (all, same, sameOff) = (0, 0, 0);
        for (var p = 0; p < PoseSymmetry.Poses; p++)
        {
            var pose = PoseSymmetry.ToPose(p, 1);
            var (right, wrong, equal, equalOff) = (0, 0, 0, 0);
            for (var i = 0; i < files.Length; i++)
            {
                var bytes = Posed(files[i], p);
                var (answer, plain) = (correct.Predict(bytes), off.Predict(bytes));
                var found = answer.Correction ?? new PoseCorrection(false, 0);
                if (found == new PoseCorrection(pose.Inverted, pose.Rotation)) right++;
                else if (answer.Correction is not null) wrong++;
                if (answer.Decision == upright[i].Decision) equal++;
                if (plain.Decision == upright[i].Decision) equalOff++;
            }

            Console.WriteLine(FormattableString.Invariant(
                $"{(pose.Inverted ? "negative" : "positive"),-9} {pose.Rotation,4}°  {right,10}  {wrong,5}  {equal,23}  {equalOff,24}"));
            if (p > 0) (all, same, sameOff) = (all + files.Length, same + equal, sameOff + equalOff);
        }

        Console.WriteLine(FormattableString.Invariant($"seven wrong poses: same decision {100.0 * same / all:0.0}% corrected, {100.0 * sameOff / all:0.0}% as they lie"));
        if (strangers is not null) Strangers(off, correct, [.. Files(strangers)]);
        return 0;
    }

    // A correction makes a stranger no radiograph: the gate must refuse as many as before.
    private static void Strangers(PneumoniaClassifier off, PneumoniaClassifier correct, string[] files)
    {
        var plain = off.PredictBatch(files).ToArray();
        var corrected = correct.PredictBatch(files).ToArray();
        Console.WriteLine($"{files.Length} images of other things: {Refused(plain)} refused as they lie, {Refused(corrected)} where {corrected.Count(static p => p.Correction is not null)} were turned or inverted");
    }

    private static int Refused(Prediction[] answers) => answers.Count(static p => p.Decision == Decision.NotAChestXray);

    private static IEnumerable<string> Files(string folder)
        => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(static f => Path.GetExtension(f).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png")
            .Order(StringComparer.Ordinal);

    private static byte[] Posed(string path, int pose)
    {
        // Undoing the opposite turn is doing this one.
        var undone = PoseSymmetry.ToPose(PoseSymmetry.Inverse(pose), 1);
        var image = PoseUndo.Apply(ImageDecoder.DecodeWithin(File.ReadAllBytes(path), ImageLimits.Default, LongestSide), undone.Inverted, undone.Rotation);
        using var bitmap = new SKBitmap(image.Width, image.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        byte[] greys = [.. image.Pixels.ToArray().Select(static g => (byte)MathF.Round(g))];
        for (var y = 0; y < image.Height; y++) Marshal.Copy(greys, y * image.Width, bitmap.GetAddress(0, y), image.Width);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
