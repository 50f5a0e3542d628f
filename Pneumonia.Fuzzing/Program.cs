using Pneumonia.Tests.Faults.Decoding;
using SharpFuzz;

// Without arguments: the process that AFL++ drives; what breaks the contract throws, and AFL++ keeps the file. eng/fuzz.sh starts it.
switch (args)
{
    case []:
        Fuzzer.OutOfProcess.Run(static stream =>
        {
            using var file = new MemoryStream();
            stream.CopyTo(file);
            Check(file.ToArray());
        });
        return 0;

    case ["seeds", var folder]:
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in ImageSeeds.All) File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return 0;

    // One file, or all of a folder: shows what AFL++ found.
    case ["replay", var path]:
        var broken = 0;
        foreach (var file in Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1))
        {
            try
            {
                Console.WriteLine($"{(Check(File.ReadAllBytes(file)) ? "read" : "refused")} {file}");
            }
            catch (Exception e)
            {
                broken++;
                Console.WriteLine($"BROKEN {file}\n{e}");
            }
        }

        return broken == 0 ? 0 : 1;

    default:
        Console.Error.WriteLine("Pneumonia.Fuzzing [seeds FOLDER | replay FILE-OR-FOLDER]");
        return 2;
}

// A PNG as it is, and with its checksums right: else hardly any damage would get past them.
static bool Check(byte[] file) => DecoderContract.Check(file) | (PngChecksums.Repaired(file) is { } repaired && DecoderContract.Check(repaired));
