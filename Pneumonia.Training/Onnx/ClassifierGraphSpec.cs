using System.Collections.Immutable;
using Pneumonia.Model;

namespace Pneumonia.Training.Onnx;

/// <summary>One backbone with its head.</summary>
internal sealed record ClassifierMember(BackboneGraph Backbone, LinearHead Head);

/// <summary>All that <c>classifier.onnx</c> is made of.</summary>
internal sealed record ClassifierGraphSpec
{
    /// <value>One member or more; the logits are the mean over them. All take images of one size.</value>
    internal required ImmutableArray<ClassifierMember> Members { get; init; }

    internal required ClassificationTask Task { get; init; }

    /// <value>Default: none.</value>
    internal CalibrationParameters Calibration { get; init; } = new CalibrationParameters.None();

    /// <value>
    /// K values t, of which the decision is made. Binary: class 1 where p ≥ t; range [0, 1]. Multi-class: see
    /// <see cref="NegativeIndex"/>; range (0, 1]. Multi-label: every label with p ≥ t; range (0, 1].
    /// </value>
    internal required ImmutableArray<float> Thresholds { get; init; }

    /// <value>
    /// Of a multi-class task: the class that means "nothing found". Where 1 − p(negative) reaches its threshold, the other class of the
    /// greatest p/t is decided for, else the negative one. Default null: the class of the greatest p/t, whichever it is.
    /// </value>
    internal int? NegativeIndex { get; init; }

    /// <value>
    /// Upper bar of the refer band: what is found with a probability below it goes to a radiologist. Default null: no band. Of a binary task p counts, of a
    /// multi-class one with a negative class 1 − p(negative), else the chosen class's, of a multi-label one the greatest.
    /// </value>
    internal float? ReferBelow { get; init; }

    /// <value>An image whose typicality is not at most this is no chest X-ray and gets no other decision. Default null: the gate is off.</value>
    internal float? TypicalityLimit { get; init; }

    /// <value>
    /// K × h × w: what the activation map is measured from, place by place, as the map of the first member's backbone has them; see
    /// <see cref="Stages.MapBaselineStage"/>. Default empty: nothing.
    /// </value>
    internal ImmutableArray<float> MapBaseline { get; init; } = [];

    /// <value>Of the first member's features.</value>
    internal required TypicalityParameters Typicality { get; init; }

    /// <value>Written into the file's <c>metadata_props</c>. Default empty.</value>
    internal ImmutableSortedDictionary<string, string> Metadata { get; init; }
        = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <value>K.</value>
    internal int Outputs => Members[0].Head.Outputs;

    /// <value>S: side of the image, in pixels.</value>
    internal int Side => Members[0].Backbone.Input.Side;
}
