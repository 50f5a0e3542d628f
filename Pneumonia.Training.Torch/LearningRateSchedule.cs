namespace Pneumonia.Training.Torch;

/// <summary>How the learning rate runs over a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>From 1/25 up to the full rate and down to 1/10000, along cosines (Smith and Topin 2017, arXiv 1708.07120).</summary>
    OneCycle,

    /// <summary>Straight up from 0 to the full rate, then down to 0 along a cosine (Loshchilov and Hutter 2016, arXiv 1608.03983).</summary>
    Cosine,
}
