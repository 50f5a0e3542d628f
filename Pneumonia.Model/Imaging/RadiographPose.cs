namespace Pneumonia.Model.Imaging;

/// <summary>How a chest radiograph lies in its file.</summary>
/// <param name="Inverted">Whether it is a negative: air bright, bone dark.</param>
/// <param name="Rotation">By how many degrees it is turned clockwise: 0, 90, 180 or 270. Turning it back by as many makes it upright.</param>
/// <param name="Confidence">
/// Probability of this pose among all eight, in (0.125, 1], <em>given that it is a frontal chest radiograph</em>. Of anything else it says nothing.
/// </param>
public readonly record struct RadiographPose(bool Inverted, int Rotation, double Confidence)
{
    /// <value>Whether nothing has to be undone.</value>
    public bool IsUpright => !Inverted && Rotation == 0;
}
