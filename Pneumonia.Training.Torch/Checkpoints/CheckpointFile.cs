using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pneumonia.Training.Packaging;
using Pneumonia.Training.Torch.Networks;

namespace Pneumonia.Training.Torch.Checkpoints;

/// <summary>
/// A checkpoint as one file: magic, a JSON header with a table of tensors, the tensors, and the SHA-256 of all that.
/// Replaced atomically; a damaged one is never believed.
/// </summary>
internal static class CheckpointFile
{
    private const int MaxHeader = 64 << 20;
    private const int Sections = 5;

    // NaN is a figure here: without held-out rows there is no validation.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static ReadOnlySpan<byte> Magic => "PNTORCH1"u8;

    internal static void Write(string path, Checkpoint checkpoint)
        => AtomicFile.Write(path, file =>
        {
            using var hash = SHA256.Create();
            using (var stream = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(stream))
            {
                NetworkWeights?[] sections = [checkpoint.Weights, checkpoint.Average, checkpoint.Best, checkpoint.FirstMoments, checkpoint.SecondMoments];
                var tables = sections.Select(static s => s?.Values.Select(static v => new TensorEntry(v.Key, v.Value.Length)).ToArray()).ToArray();
                var header = JsonSerializer.SerializeToUtf8Bytes(new Header(checkpoint, tables), Json);
                writer.Write(Magic);
                writer.Write(header.Length);
                writer.Write(header);
                foreach (var tensor in sections.OfType<NetworkWeights>().SelectMany(static s => s.Values.Values)) writer.Write(MemoryMarshal.AsBytes<float>(tensor));
            }

            file.Write(hash.Hash!);
        });

    /// <exception cref="InvalidDataException">The file is damaged or no checkpoint; the message says what is wrong.</exception>
    internal static Checkpoint Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length < Magic.Length + sizeof(int) + SHA256.HashSizeInBytes) throw new InvalidDataException($"it has {file.Length} bytes, too few for a checkpoint");
        RequireSound(file);

        using var reader = new BinaryReader(file);
        if (!Magic.SequenceEqual(reader.ReadBytes(Magic.Length))) throw new InvalidDataException("it does not begin as a checkpoint does");
        var length = reader.ReadInt32();
        if (length is < 2 or > MaxHeader) throw new InvalidDataException($"its header has {length} bytes");
        Header? header;
        try
        {
            header = JsonSerializer.Deserialize<Header>(reader.ReadBytes(length), Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"its header can't be read: {e.Message}", e);
        }

        if (header?.Checkpoint is null || header.Tables is not { Length: Sections }) throw new InvalidDataException("its header lacks what a checkpoint has");
        var sections = Array.ConvertAll(header.Tables, table => table is null ? null : ReadSection(reader, table));
        return header.Checkpoint with
        {
            Weights = sections[0] ?? throw new InvalidDataException("it holds no weights"),
            Average = sections[1],
            Best = sections[2],
            FirstMoments = sections[3] ?? NetworkWeights.Empty,
            SecondMoments = sections[4] ?? NetworkWeights.Empty,
        };
    }

    private static void RequireSound(FileStream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        for (var left = file.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0) throw new InvalidDataException("it ends too early");
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        var stored = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(stored);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(stored)) throw new InvalidDataException("its checksum does not fit: it is damaged");
        file.Position = 0;
    }

    // The checksum was right, so lengths are what we wrote; they are checked all the same before memory is taken.
    private static NetworkWeights ReadSection(BinaryReader reader, TensorEntry[] table)
    {
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var (name, count) in table)
        {
            if (count < 0 || (long)count * sizeof(float) > reader.BaseStream.Length - reader.BaseStream.Position)
                throw new InvalidDataException($"its tensor '{name}' claims {count} values, more than the file holds");
            var tensor = values[name] = new float[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(tensor.AsSpan()));
        }

        return new NetworkWeights(values);
    }

    private sealed record Header(Checkpoint Checkpoint, TensorEntry[]?[] Tables);

    private sealed record TensorEntry(string Name, int Count);
}
