using Pneumonia.Model.Explaining;
using Pneumonia.Model.Imaging;
using Pneumonia.Training.Synthesis;

namespace Pneumonia.Training.Evaluation.HeatMaps;

/// <summary>Synthetic radiographs whose findings' true places are known, and how well maps or guesses point at them.</summary>
internal sealed class LesionSet
{
    private readonly int side;
    private readonly List<GreyImage> images = [];
    private readonly List<byte[]> masks = [];

    private LesionSet(int side) => this.side = side;

    /// <value>Mean share of the image that the finding covers: what a blind guess scores in both games.</value>
    public PointingScore Chance => Score(i => new float[masks[i].Length]);

    /// <summary>Score of <see cref="BlindGuess.Centre"/>.</summary>
    public PointingScore Centre
    {
        get
        {
            var bump = BlindGuess.Centre(side);
            return Score(_ => bump);
        }
    }

    /// <summary>Score of <see cref="BlindGuess.OtherMasks"/>.</summary>
    public PointingScore OtherMasks => Score(i => BlindGuess.OtherMasks(masks, i));

    /// <summary>
    /// The truth itself on a map of so few places, stretched as a model's map is: the most that maps of this size can reach.
    /// </summary>
    /// <param name="width">Columns of the map.</param>
    /// <param name="height">Rows of the map.</param>
    public PointingScore Best(int width, int height) => Score(i =>
    {
        var truth = Array.ConvertAll(masks[i], static m => (float)m);
        return new GreyImage(side, side, truth).Stretch(width, height).Stretch(side, side).Pixels.ToArray();
    });

    /// <summary>Synthetic radiographs without a finding, side × side greys each, of other patients than the lesions'.</summary>
    /// <param name="like">Seed and size of all.</param>
    /// <param name="count">How many.</param>
    /// <param name="side">Side of the network's input.</param>
    public static float[][] Negatives(SyntheticCase like, int count, int side) => [.. Enumerable.Range(1, count).Select(patient =>
    {
        var drawn = SyntheticRadiographs.Draw(like with { Seed = like.Seed + 1, Patient = patient, Finding = SyntheticFinding.None });
        var pixels = new float[side * side];
        new GreyImage(like.Size, like.Size, Array.ConvertAll(drawn.Pixels.ToArray(), static p => (float)p)).StretchTo(side, pixels);
        return pixels;
    })];

    /// <summary>Draws one image a patient, patients 1 to <paramref name="patients"/>; what has an empty mask is left out.</summary>
    /// <param name="like">Seed, finding, size and difficulty of all. Its seed should not be that of a set that was trained on.</param>
    /// <param name="patients">How many patients, 2 or more.</param>
    public static LesionSet Draw(SyntheticCase like, int patients)
    {
        var set = new LesionSet(like.Size);
        for (var patient = 1; patient <= patients; patient++)
        {
            var drawn = SyntheticRadiographs.Draw(like with { Patient = patient });
            if (drawn.Mask.Span.IndexOfAnyExcept((byte)0) < 0) continue;
            set.masks.Add(drawn.Mask.ToArray());
            set.images.Add(new GreyImage(like.Size, like.Size, Array.ConvertAll(drawn.Pixels.ToArray(), static p => (float)p)));
        }

        return set;
    }

    /// <summary>Scores a model's maps as they are drawn: stretched over the image, only what speaks for the finding.</summary>
    public PointingScore Score(MapSource source, CancellationToken cancellationToken = default) => Score(i =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pixels = new float[source.Size * source.Size];
        images[i].StretchTo(source.Size, pixels);
        return HeatMapRenderer.Heat(source.MapOf(pixels), side, side)?.Pixels.ToArray() ?? new float[side * side];
    });

    private PointingScore Score(Func<int, float[]> heatOf)
    {
        var (hits, energy) = (0.0, 0.0);
        for (var i = 0; i < masks.Count; i++)
        {
            var heat = heatOf(i);
            hits += PointingGame.Hit(heat, masks[i]);
            energy += EnergyInside.Share(heat, masks[i]);
        }

        return new PointingScore(masks.Count, hits / masks.Count, energy / masks.Count);
    }
}
