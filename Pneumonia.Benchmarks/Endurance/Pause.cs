namespace Pneumonia.Benchmarks.Endurance;

/// <summary>Workers work in turns that a sampler can wait out: it measures the process at rest, not whatever a turn happens to hold.</summary>
internal sealed class Pause(int workers) : IDisposable
{
    private readonly SemaphoreSlim places = new(workers);
    private readonly SemaphoreSlim door = new(1);

    /// <summary>One turn of a worker.</summary>
    public async Task WorkAsync(Func<Task> turn)
    {
        // Whoever waits for rest closes the door first, else it would wait for ever.
        await door.WaitAsync();
        door.Release();
        await places.WaitAsync();
        try
        {
            await turn();
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Waits until nobody works, and keeps it so meanwhile.</summary>
    public async Task RestAsync(Action look)
    {
        await door.WaitAsync();
        for (var i = 0; i < workers; i++) await places.WaitAsync();
        try
        {
            look();
        }
        finally
        {
            places.Release(workers);
            door.Release();
        }
    }

    public void Dispose()
    {
        places.Dispose();
        door.Dispose();
    }
}
