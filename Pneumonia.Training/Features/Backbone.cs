using System.Security.Cryptography;

namespace Pneumonia.Training.Features;

/// <summary>A pretrained network as a file: its bytes on demand, and what is known about them. Immutable and safe for concurrent use.</summary>
public sealed class Backbone
{
    private readonly Func<byte[]> _read;
    private readonly Lazy<BackboneTraining?> _trainedOn;

    internal Backbone(string name, string sha256, long bytes, string? licence, Func<byte[]> read, Func<BackboneTraining?>? trainedOn = null)
    {
        Name = name;
        Sha256 = sha256;
        Bytes = bytes;
        Licence = licence;
        _read = read;
        _trainedOn = new Lazy<BackboneTraining?>(trainedOn ?? (() => BackboneOrigin.Read(Load())));
    }

    /// <value>"chest", a catalogue name, or the name of a local file without its extension.</value>
    public string Name { get; }

    /// <value>SHA-256 of the file (ONNX, or TensorFlow's meta graph), 64 lower-case hexadecimal digits.</value>
    public string Sha256 { get; }

    /// <value>Size of the file in bytes.</value>
    public long Bytes { get; }

    /// <value>SPDX identifier of the licence of the weights; null where it isn't known.</value>
    public string? Licence { get; }

    /// <value>Which radiographs it has seen, as its file says; null where it says nothing. Read when it is first asked for.</value>
    /// <exception cref="BackboneException">The file can't be read any more.</exception>
    public BackboneTraining? TrainedOn => _trainedOn.Value;

    /// <summary>Reads the ONNX file. Nothing is kept: each call reads and checks anew.</summary>
    /// <exception cref="BackboneException">The file is gone, or no longer has the hash it had when it was resolved.</exception>
    public byte[] Load()
    {
        byte[] bytes;
        try
        {
            bytes = _read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BackboneException($"Backbone '{Name}' can't be read: {fault.Message}", fault);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return hash == Sha256 ? bytes : throw new BackboneException($"Backbone '{Name}' has changed on disk: its SHA-256 was {Sha256}, now {hash}.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Sha256[..12]})";
}
