using System.Collections;
using Pneumonia.Model;

namespace Pneumonia.Cli.Commands;

/// <summary>The images of one shard; counts all of them on the way, to be said at the end: shards that saw other numbers saw other lists.</summary>
internal sealed class ShardedImages(IEnumerable<string> all, Shard? shard, string named) : IEnumerable<string>
{
    /// <value>Images so far, of all shards.</value>
    public long Listed { get; private set; }

    /// <value>What was named, in words.</value>
    public string Named => named;

    /// <value>The part that is taken; null takes all.</value>
    public Shard? Shard => shard;

    public IEnumerator<string> GetEnumerator() => (shard is null ? Counted() : shard.Of(Counted())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Says which part it was, where it was one.</summary>
    public void SayPart(CliConsole console, long taken)
    {
        if (shard is not null) console.Say($"Shard {shard}: {taken:N0} of {Listed:N0} images. Every shard must say the same second number.");
    }

    private IEnumerable<string> Counted()
    {
        foreach (var path in all)
        {
            Listed++;
            yield return path;
        }
    }
}
