namespace Pneumonia.Training.Search;

/// <summary>Hears everything and says nothing.</summary>
internal sealed class SilentObserver : ITrialObserver
{
    public static SilentObserver Instance { get; } = new();
}
