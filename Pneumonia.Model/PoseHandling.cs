namespace Pneumonia.Model;

/// <summary>What becomes of a radiograph that is a negative, or lies on its side or head.</summary>
public enum PoseHandling
{
    /// <summary>It is answered as it lies. What ML.NET's road, training and evaluation do.</summary>
    Off,

    /// <summary>It is answered with <see cref="Decision.Refer"/>, and <see cref="Prediction.Problem"/> says why.</summary>
    Refer,

    /// <summary>It is set upright and made a positive before it is answered, and <see cref="Prediction.Correction"/> says so.</summary>
    Correct,
}
