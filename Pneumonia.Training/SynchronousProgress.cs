namespace Pneumonia.Training;

/// <summary>Progress told on the thread that makes it: <see cref="Progress{T}"/> would post it elsewhere, late and out of order.</summary>
internal sealed class SynchronousProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
