namespace Pneumonia.Training.Torch.Learning;

/// <summary>
/// Runs work of libtorch on a thread that ends with it. libtorch keeps a team of workers and the C library an arena of memory with whatever thread
/// calls it: on the threads of a pool, which live on, these would add up training by training.
/// </summary>
internal static class OwnThread
{
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
        => Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The same for a caller that waits.</summary>
    public static T Run<T>(Func<T> work, CancellationToken cancellationToken) => RunAsync(work, cancellationToken).GetAwaiter().GetResult();
}
