using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Pneumonia.Training.Data.Reading;

namespace Pneumonia.Training.Data;

/// <summary>
/// SHA-256 of images and of whole data sets: which images a model has seen, and whether a data set is the same as before.
/// </summary>
public static class ContentHash
{
    private const int BufferSize = 128 << 10;

    /// <summary>Goes into every data set's hash; changes if what is hashed changes.</summary>
    private static ReadOnlySpan<byte> Version => "pneumonia-data-set/1"u8;

    /// <summary>Hashes every file, streamed, a few at a time. A file that can't be read is noted, not an error.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="maxParallel">Files read at the same time, at least 1; one a processor where null.</param>
    /// <param name="progress">Hears how many files are done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxParallel"/> is below 1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<DataSetHashes> ComputeAsync(
        DataSet data, int? maxParallel = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxParallel ?? 1, 1, nameof(maxParallel));

        var hashes = new string?[data.Samples.Length];
        int done = 0;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = maxParallel ?? Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, hashes.Length, parallel, (row, token) =>
        {
            hashes[row] = OfFile(data.Samples[row].Path, token);
            progress?.Report(Interlocked.Increment(ref done));
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);

        string[] unread = [.. data.Samples.Where((_, row) => hashes[row] is null).Select(s => s.Name)];
        ImmutableArray<DataNote> notes = unread.Length == 0
            ? []
            : [DataNote.Warning($"{Show.Count(unread.Length, "file")} can't be read: {Show.First(unread)}.")];
        ImmutableArray<string?> images = [.. hashes];
        return new(images, OfDataSet(data, images), notes);
    }

    /// <summary>
    /// One hash over the images with their class names and official parts. Names, folders, patients and the order of the samples play no
    /// part.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="images">As <see cref="DataSetHashes.Images"/>.</param>
    /// <returns>SHA-256 in lower-case hex.</returns>
    /// <exception cref="ArgumentException">The number of hashes is not that of the samples.</exception>
    public static string OfDataSet(DataSet data, ImmutableArray<string?> images)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireMatch(data, images);
        byte[][] rows = [.. data.Samples.Select((sample, row) => OfRow(data, sample, images[row]))];
        Array.Sort(rows, static (a, b) => a.AsSpan().SequenceCompareTo(b));

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Version);
        foreach (byte[] row in rows)
            hash.AppendData(row);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static void RequireMatch(DataSet data, ImmutableArray<string?> images)
    {
        int count = images.IsDefault ? 0 : images.Length;
        if (count != data.Samples.Length)
            throw new ArgumentException($"There are {count} hashes for {data.Samples.Length} samples.", nameof(images));
    }

    private static byte[] OfRow(DataSet data, ImageSample sample, string? image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, image ?? "");
        Append(hash, sample.Split.ToString());
        foreach (string label in sample.Labels.Select(l => data.Classes[l]).Order(StringComparer.Ordinal))
            Append(hash, label);
        return hash.GetHashAndReset();
    }

    /// <summary>Length first, so that no two lists of texts run together to the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    /// <summary>SHA-256 of a file in lower-case hex, streamed; null where it can't be read.</summary>
    internal static string? OfFile(string path, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            int read;
            while ((read = file.Read(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer.AsSpan(0, read));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
