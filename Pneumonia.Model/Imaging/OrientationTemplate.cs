using System.Buffers.Binary;
using System.Reflection;

namespace Pneumonia.Model.Imaging;

/// <summary>
/// The weights of <see cref="RadiographOrientation"/>: one for each pixel of its thumbnail, as a scale and signed bytes. Written by
/// <c>Pneumonia.Benchmarks orientation</c>.
/// </summary>
internal static class OrientationTemplate
{
    private const string Resource = "Pneumonia.Model.Imaging.RadiographOrientation.bin";

    /// <value>The template in each of the eight poses.</value>
    internal static float[][] Posed { get; } = InEveryPose(Unpack(Read()));

    /// <summary>A little-endian single (the scale), then one signed byte a weight.</summary>
    internal static byte[] Pack(ReadOnlySpan<float> weights)
    {
        var largest = 0f;
        foreach (var weight in weights) largest = Math.Max(largest, Math.Abs(weight));
        var scale = largest / sbyte.MaxValue;
        var bytes = new byte[sizeof(float) + weights.Length];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, scale);
        for (var i = 0; i < weights.Length; i++) bytes[sizeof(float) + i] = (byte)(sbyte)MathF.Round(weights[i] / scale);
        return bytes;
    }

    internal static float[] Unpack(ReadOnlySpan<byte> bytes)
    {
        var scale = BinaryPrimitives.ReadSingleLittleEndian(bytes);
        var weights = new float[bytes.Length - sizeof(float)];
        for (var i = 0; i < weights.Length; i++) weights[i] = scale * (sbyte)bytes[sizeof(float) + i];
        return weights;
    }

    internal static float[][] InEveryPose(float[] template)
    {
        var posed = new float[PoseSymmetry.Poses][];
        for (var pose = 0; pose < posed.Length; pose++)
        {
            posed[pose] = new float[template.Length];
            PoseSymmetry.Apply(template, OrientationThumbnail.Side, pose, posed[pose]);
        }

        return posed;
    }

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"This build lacks its resource '{Resource}'.");
        var bytes = new byte[sizeof(float) + OrientationThumbnail.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
