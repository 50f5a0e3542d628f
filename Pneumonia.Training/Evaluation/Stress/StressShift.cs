using System.Collections.Immutable;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Training.Evaluation.Stress;

/// <summary>One way in which other hospitals' images differ, in several strengths. Immutable and thread-safe.</summary>
public abstract class StressShift
{
    /// <param name="name">What people call it.</param>
    /// <param name="unit">What a level counts, or empty.</param>
    /// <param name="neutral">The level that changes nothing, for the axis of a curve; null where there is none.</param>
    /// <param name="levels">The strengths that are measured, ascending.</param>
    private protected StressShift(string name, string unit, double? neutral, ImmutableArray<double> levels)
        => (Name, Unit, Neutral, Levels) = (name, unit, neutral, levels);

    /// <value>What people call it.</value>
    public string Name { get; }

    /// <value>What a level counts, or empty.</value>
    public string Unit { get; }

    /// <value>The level that changes nothing; null where there is none (inversion, say).</value>
    public double? Neutral { get; }

    /// <value>The strengths that are measured, ascending.</value>
    public ImmutableArray<double> Levels { get; }

    /// <summary>The image under this shift. The neutral level gives the very same image back.</summary>
    /// <param name="image">An upright greyscale image.</param>
    /// <param name="level">Any strength the shift knows, not only those of <see cref="Levels"/>.</param>
    /// <param name="seed">Of what is random about it: equal seeds give equal images.</param>
    public GreyImage Apply(GreyImage image, double level, int seed)
    {
        ArgumentNullException.ThrowIfNull(image);
        return level == Neutral ? image : Change(image, level, seed);
    }

    private protected abstract GreyImage Change(GreyImage image, double level, int seed);

    /// <summary>The same image with every grey mapped and cut to [0, 255].</summary>
    private protected static GreyImage Map(GreyImage image, Func<float, double> map)
    {
        var source = image.Pixels;
        var target = new float[source.Length];
        for (var i = 0; i < target.Length; i++) target[i] = (float)Math.Clamp(map(source[i]), 0, 255);
        return new GreyImage(image.Width, image.Height, target);
    }
}
