using System.Collections.Immutable;
using Pneumonia.Model.Explaining;
using Pneumonia.Model.Imaging;

namespace Pneumonia.Model;

/// <summary>
/// An answer with its evidence: which places of the image spoke for which finding. Immutable; safe to share between threads. It shows what
/// the network looked at, not that it is right.
/// </summary>
public sealed class Explanation
{
    private readonly GreyImage image;

    internal Explanation(Prediction prediction, ImmutableArray<ActivationMap> maps, int shown, GreyImage image)
    {
        Prediction = prediction;
        Maps = maps;
        Shown = maps[shown];
        this.image = image;
    }

    /// <value>The answer, equal to that of <see cref="PneumoniaClassifier.Predict(string)"/>.</value>
    public Prediction Prediction { get; }

    /// <value>One map an output of the network: one for a binary model (the positive class), else one a class, in the manifest's order.</value>
    public ImmutableArray<ActivationMap> Maps { get; }

    /// <value>The map that is drawn where no label is named: the positive class, or the most probable one that is not the negative class.</value>
    public ActivationMap Shown { get; }

    /// <summary>
    /// The image with the evidence laid over it, as PNG. Only what speaks for the label is coloured, from purple (little) to yellow (most);
    /// the scale ends at the map's greatest value of either sign, so an image that speaks against the label stays nearly grey.
    /// </summary>
    /// <param name="style">How it is drawn, or null for the defaults.</param>
    /// <param name="label">Whose map, or null for <see cref="Shown"/>.</param>
    /// <exception cref="ArgumentException">The style breaks a rule, or no map has this label.</exception>
    public byte[] RenderOverlay(HeatMapStyle? style = null, string? label = null) => HeatMapRenderer.Overlay(image, Map(label), Valid(style));

    /// <summary>The image as it is, beside the same with the evidence laid over it and a bar of the colours, as PNG.</summary>
    /// <inheritdoc cref="RenderOverlay(HeatMapStyle?, string?)"/>
    public byte[] RenderSideBySide(HeatMapStyle? style = null, string? label = null) => HeatMapRenderer.SideBySide(image, Map(label), Valid(style));

    private ActivationMap Map(string? label) => label is null
        ? Shown
        : Maps.FirstOrDefault(m => m.Label == label)
            ?? throw new ArgumentException($"There is no map for '{label}', only for {string.Join(", ", Maps.Select(static m => m.Label))}.", nameof(label));

    private static HeatMapStyle Valid(HeatMapStyle? style)
    {
        style ??= new HeatMapStyle();
        style.Validate();
        return style;
    }
}
