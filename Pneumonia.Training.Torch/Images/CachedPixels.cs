using Pneumonia.Training.Features;

namespace Pneumonia.Training.Torch.Images;

/// <summary>Grey squares in memory, each decoded once.</summary>
internal sealed class CachedPixels : IPixelSource
{
    private readonly byte[][] squares;

    private CachedPixels(byte[][] squares, int side) => (this.squares, Side) = (squares, side);

    public int Side { get; }

    public void Read(int image, Span<byte> pixels) => squares[image].CopyTo(pixels);

    /// <summary>Decodes the given images, the others stay out.</summary>
    internal static CachedPixels Load(IPixelSource source, int count, IReadOnlyCollection<int> rows, int threads, IProgress<int>? progress, CancellationToken cancellation)
    {
        var squares = new byte[count][];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.ForEach(rows, options, row =>
        {
            var square = new byte[source.Side * source.Side];
            source.Read(row, square);
            squares[row] = square;
            progress?.Report(Interlocked.Increment(ref done));
        });
        return new CachedPixels(squares, source.Side);
    }

    /// <summary>In memory where they fit, else decoded anew at each reading: slower, the same pixels.</summary>
    internal static IPixelSource Choose(
        IPixelSource source, int count, IReadOnlyCollection<int> rows, long bytes, int threads, IProgress<int>? progress, CancellationToken cancellation)
        => (long)rows.Count * source.Side * source.Side <= bytes ? Load(source, count, rows, threads, progress, cancellation) : source;
}
