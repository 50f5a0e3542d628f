using System.Buffers.Binary;

namespace Pneumonia.Tests.Faults;

/// <summary>What disks, networks and people of ill will do to a file. The same for a seed.</summary>
internal static class Damage
{
    private static readonly uint[] Numbers = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    /// <summary>One to six changes in a row, each anywhere; a quarter of them within the first bytes, where headers are.</summary>
    /// <param name="other">Another file, parts of which may be put in.</param>
    public static byte[] Mutate(ReadOnlySpan<byte> original, Random random, ReadOnlySpan<byte> other)
    {
        var file = new List<byte>(original.Length + 64);
        file.AddRange(original);
        for (var i = random.Next(1, 7); i > 0 && file.Count > 0; i--) Change(file, random, other);
        return [.. file];
    }

    /// <summary>A page, as disks write them, of zeros.</summary>
    public static byte[] ZeroPage(byte[] original, Random random, int page = 4096)
    {
        byte[] file = [.. original];
        var at = random.Next((file.Length + page - 1) / page) * page;
        file.AsSpan(at, Math.Min(page, file.Length - at)).Clear();
        return file;
    }

    /// <summary>Two pages that changed places.</summary>
    public static byte[] SwapPages(byte[] original, Random random, int page = 4096)
    {
        byte[] file = [.. original];
        if (file.Length < 2 * page) return file;
        var (a, b) = (random.Next(file.Length / page) * page, random.Next(file.Length / page) * page);
        original.AsSpan(a, page).CopyTo(file.AsSpan(b));
        original.AsSpan(b, page).CopyTo(file.AsSpan(a));
        return file;
    }

    public static byte[] Truncate(byte[] original, Random random) => original[..random.Next(original.Length)];

    /// <param name="most">Bytes that change, at most.</param>
    public static byte[] Flip(byte[] original, Random random, int most = 1, int within = int.MaxValue)
    {
        byte[] file = [.. original];
        for (var i = random.Next(most); i >= 0; i--) file[random.Next(Math.Min(within, file.Length))] ^= (byte)(1 + random.Next(255));
        return file;
    }

    private static void Change(List<byte> file, Random random, ReadOnlySpan<byte> other)
    {
        var at = random.Next(random.Next(4) == 0 ? Math.Min(64, file.Count) : file.Count);
        switch (random.Next(9))
        {
            case 0: file[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: file[at] = (byte)random.Next(256); break;
            case 2: file.Insert(at, (byte)random.Next(256)); break;
            case 3: file.RemoveRange(at, Math.Min(random.Next(1, 20), file.Count - at)); break;
            case 4: file.RemoveRange(at, file.Count - at); break;
            case 5: file.InsertRange(at, file.GetRange(at, Math.Min(random.Next(1, 200), file.Count - at))); break;
            case 6 when other.Length > 0:
                var from = random.Next(other.Length);
                file.InsertRange(at, other.Slice(from, Math.Min(random.Next(1, 200), other.Length - from)));
                break;
            default: WriteNumber(file, at, random); break;
        }
    }

    private static void WriteNumber(List<byte> file, int at, Random random)
    {
        Span<byte> number = stackalloc byte[4];
        var value = Numbers[random.Next(Numbers.Length)];
        if (random.Next(2) == 0) BinaryPrimitives.WriteUInt32BigEndian(number, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        for (var i = 0; i < random.Next(1, 5) && at + i < file.Count; i++) file[at + i] = number[i];
    }
}
