using System.Buffers.Binary;
using Pneumonia.Model;

namespace Pneumonia.Serving.Hosting;

/// <summary>What a model must pass before it answers anybody: every entry matches its hash, and it answers a plain picture with numbers.</summary>
internal static class ModelCheck
{
    private const int Side = 64;
    private const int Header = 54;

    /// <exception cref="ModelFileException">It does not.</exception>
    public static void Pass(string path, PneumoniaClassifier classifier)
    {
        ModelFile.Verify(path);
        var answer = classifier.Predict(Ramp());
        // No patient's image.
        classifier.ResetDrift();
        if (float.IsFinite(answer.Probability) && !answer.Scores.IsDefaultOrEmpty) return;
        throw new ModelFileException(ModelFileFault.Corrupt, $"The model answers a plain picture with the probability {answer.Probability}.");
    }

    /// <summary>A 24-bit bitmap that grows brighter to the right: of no chest, but every decoder and network takes it.</summary>
    private static byte[] Ramp()
    {
        var file = new byte[Header + (Side * Side * 3)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), Header);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), Side);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), Side);
        (file[26], file[28]) = (1, 24);
        for (var i = Header; i < file.Length; i++) file[i] = (byte)((i - Header) / 3 % Side * 255 / Side);
        return file;
    }
}
