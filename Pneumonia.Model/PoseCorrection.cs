namespace Pneumonia.Model;

/// <summary>What was undone before a radiograph was answered.</summary>
/// <param name="Inverted">Whether it was a negative: air bright, bone dark.</param>
/// <param name="Rotation">By how many degrees it was turned clockwise: 0, 90, 180 or 270. It was turned back by as many.</param>
public sealed record PoseCorrection(bool Inverted, int Rotation)
{
    /// <summary>The same in words.</summary>
    public override string ToString() => $"The image looked {Found} and was corrected before it was answered.";

    internal string Found => (Inverted, Rotation) switch
    {
        (true, 0) => "like a negative",
        (true, _) => $"like a negative turned by {Rotation}° clockwise",
        _ => $"turned by {Rotation}° clockwise",
    };
}
