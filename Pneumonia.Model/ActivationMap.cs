using System.Collections.Immutable;

namespace Pneumonia.Model;

/// <summary>
/// Where in the image one output of the network comes from: its exact class activation map (Zhou et al. 2016). Immutable.
/// </summary>
/// <remarks>
/// Exact, not an approximation by gradients: the network's logit is the mean of these values plus <see cref="Offset"/>, which depends on
/// no image. Values are measured from the mean of training images without the finding, place by place, so what every chest shows is nought (files
/// of before that hold the plain map). The map lies over the whole image, stretched to its width and height; a place sees its surroundings too.
/// </remarks>
/// <param name="Label">The class or finding the output speaks of; the positive class of a binary model.</param>
/// <param name="Width">Columns of the map, far fewer than the image's.</param>
/// <param name="Height">Rows of the map.</param>
/// <param name="Values">Width × height values, row by row from the top left, in logits: above 0 speaks for the label, below against it.</param>
/// <param name="Logit">The network's logit for the whole image, before calibration.</param>
public sealed record ActivationMap(string Label, int Width, int Height, ImmutableArray<float> Values, float Logit)
{
    /// <value>Mean of the values: what the image itself adds to the logit.</value>
    public float Mean => (float)(Values.Sum(static v => (double)v) / Values.Length);

    /// <value>What the logit is where the image says nothing: the logit less the mean.</value>
    public float Offset => Logit - Mean;

    /// <value>Row and column, from 0, of the place that speaks most for the label; the first of several.</value>
    public (int Row, int Column) Peak
    {
        get
        {
            var at = Values.IndexOf(Values.Max());
            return (at / Width, at % Width);
        }
    }
}
