using System.IO.Compression;
using Microsoft.ML;
using Pneumonia.Model;
using Pneumonia.Model.Artifact;
using Pneumonia.Tests.Artifact;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Faults.ModelFiles;

/// <summary>What a .zip can be made to say twice, wrongly or not at all: on either road it is refused, or it answers as before.</summary>
[TestClass]
public sealed class ZipTrickTests
{
    private const long MostAllocated = 64 << 20;
    private const int EveryMLNet = 25;

    private static readonly byte[] Image = TestImages.GreyJpeg(200, 160);

    private static readonly uint[] Sizes = [0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    private static readonly byte[] Sound = ModelZip.Of(TinyModels.Bytes()).ToBytes();

    private static readonly float Expected = PneumoniaClassifier.Load(new MemoryStream(TinyModels.Bytes())).Predict(Image).Probability;

    private int asked;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Load_AnyOrderOfEntries_AnswersAsBefore()
    {
        var parts = ModelZip.Of(Sound).Parts.ToArray();
        for (var seed = 0; seed < 3; seed++)
        {
            var shuffled = parts.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.IsTrue(Answers(Zip(shuffled), $"order {seed}"));
        }
    }

    [TestMethod]
    public void Load_EveryEntryTwice_RefusesOrAnswersAsBefore()
    {
        var parts = ModelZip.Of(Sound).Parts.ToArray();
        foreach (var twice in parts)
        {
            var changed = KeyValuePair.Create(twice.Key, twice.Value.Select(static b => (byte)(b ^ 1)).ToArray());
            Answers(Zip([.. parts, changed]), $"{twice.Key}, the false one last");
            Answers(Zip([changed, .. parts]), $"{twice.Key}, the false one first");
            Answers(Zip([.. parts, twice]), $"{twice.Key}, the same twice");
        }
    }

    [TestMethod]
    public void Load_FalseFieldsInTheHeaders_RefusesOrAnswersAsBefore()
    {
        var refused = 0;
        foreach (var entry in ZipSurgery.Entries(Sound))
        {
            // CRC, both sizes, and where the entry lies; in the directory and before the entry itself.
            foreach (var at in new[] { entry.CentralAt + 16, entry.CentralAt + 20, entry.CentralAt + 24, entry.CentralAt + 42, entry.LocalAt + 14, entry.LocalAt + 18, entry.LocalAt + 22 })
            {
                foreach (var size in Sizes)
                {
                    if (!Answers(ZipSurgery.With32(Sound, at, size), $"{entry.Name}: {size:x} at {at - entry.CentralAt}")) refused++;
                }
            }

            // Flags (encrypted, sizes follow), method, and the lengths of name, extra field and comment.
            foreach (var at in new[] { entry.CentralAt + 8, entry.CentralAt + 10, entry.CentralAt + 28, entry.CentralAt + 30, entry.CentralAt + 32, entry.LocalAt + 6, entry.LocalAt + 8, entry.LocalAt + 26, entry.LocalAt + 28 })
            {
                foreach (var value in new ushort[] { 0, 1, 8, 9, 12, 93, 99, 0x7FFF, 0xFFFF })
                {
                    if (!Answers(ZipSurgery.With16(Sound, at, value), $"{entry.Name}: {value} at {at - entry.CentralAt}")) refused++;
                }
            }
        }

        TestContext.WriteLine($"{refused} were refused.");
        Assert.IsGreaterThan(100, refused);
    }

    [TestMethod]
    public void Load_FalseDirectory_RefusesOrAnswersAsBefore()
    {
        var end = ZipSurgery.EndAt(Sound);
        foreach (var size in Sizes)
        {
            Answers(ZipSurgery.With32(Sound, end + 12, size), $"directory of {size:x} bytes");
            Answers(ZipSurgery.With32(Sound, end + 16, size), $"directory at {size:x}");
        }

        foreach (var count in new ushort[] { 0, 1, 4, 0x7FFF, 0xFFFF })
        {
            Answers(ZipSurgery.With16(Sound, end + 8, count), $"{count} entries on this disk");
            Answers(ZipSurgery.With16(ZipSurgery.With16(Sound, end + 8, count), end + 10, count), $"{count} entries");
            Answers(ZipSurgery.With16(Sound, end + 4, count), $"disk {count}");
        }
    }

    [TestMethod]
    public void Load_BytesAround_RefusesOrAnswersAsBefore()
    {
        Answers([.. Sound, .. new byte[100]], "zeros behind");
        Answers([.. "#!/bin/sh\n"u8, .. Sound], "a script before");
        Answers([.. Sound, .. Sound], "the file twice");
        Answers([.. Sound, .. Zip([KeyValuePair.Create("readme.txt", new byte[] { 1 })])], "another .zip behind");
        Answers([.. Zip([KeyValuePair.Create("readme.txt", new byte[] { 1 })]), .. Sound], "another .zip before");
        Answers([.. ZipSurgery.With16(Sound, ZipSurgery.EndAt(Sound) + 20, 5), .. "hello"u8], "a comment");
        // A comment that holds the end record of another directory.
        Answers([.. ZipSurgery.With16(Sound, ZipSurgery.EndAt(Sound) + 20, 22), .. Sound[ZipSurgery.EndAt(Sound)..]], "an end within the comment");
    }

    [TestMethod]
    public void Load_NamesThatDiffer_RefusesOrAnswersAsBefore()
    {
        foreach (var entry in ZipSurgery.Entries(Sound))
        {
            foreach (var name in new[] { entry.Name.ToUpperInvariant(), entry.Name.Replace('/', '\\'), "/" + entry.Name[1..], ".." + entry.Name[2..], entry.Name[..^1] + "\0" })
            {
                if (name == entry.Name) continue;
                Answers(ZipSurgery.Renamed(Sound, entry, name), $"{entry.Name} as {name}");
                Answers(ZipSurgery.Renamed(Sound, entry, name, local: false), $"{entry.Name} as {name} in the directory");
                Answers(ZipSurgery.Renamed(Sound, entry, name, central: false), $"{entry.Name} as {name} before its bytes");
            }
        }
    }

    [TestMethod]
    public void Load_Bombs_AreRefusedBeforeMemoryIsTaken()
    {
        var zeros = new byte[256 << 20];
        foreach (var name in new[] { ArtifactLayout.Manifest, ArtifactLayout.Seal, ArtifactLayout.Card, ModelZip.Of(Sound).GraphEntry })
        {
            var zip = ModelZip.Of(Sound);
            zip.Parts[name] = zeros;
            var bomb = zip.ToBytes();
            Answers(bomb, $"{name} inflates to 256 MiB");
        }
    }

    // Whether it was answered, then as before; any other exception than a refusal goes through. ML.NET, a hundred times as slow, is asked now and then.
    private bool Answers(byte[] file, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fast = Fast(file, what);
        var slow = fast is null || asked++ % EveryMLNet == 0 ? Slow(file, what) : null;
        if (fast is { } f) Assert.AreEqual(Expected, f, what);
        if (slow is { } s) Assert.AreEqual(Expected, s, 1e-5f, what);
        Assert.IsLessThan(MostAllocated + (4L * file.Length), GC.GetAllocatedBytesForCurrentThread() - before, what);
        return fast is not null;
    }

    private static float? Fast(byte[] file, string what)
    {
        try
        {
            using var classifier = PneumoniaClassifier.Load(new MemoryStream(file), new ClassifierOptions { Threads = 1 });
            return classifier.Predict(Image).Probability;
        }
        catch (ModelFileException)
        {
            return null;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{what}: {e}", e);
        }
    }

    private static float? Slow(byte[] file, string what)
    {
        using var folder = new TempFolder();
        var path = folder.At("model.zip");
        File.WriteAllBytes(path, file);
        try
        {
            ModelFile.Verify(path);
            var ml = new MLContext(1) { TempFilePath = folder.Path };
            var transformer = ml.LoadPneumonia(path);
            using var engine = ml.Model.CreatePredictionEngine<ModelInput, ModelOutput>(transformer);
            return engine.Predict(new ModelInput { ImageSource = Image }).Score[1];
        }
        catch (ModelFileException)
        {
            return null;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{what}, by ML.NET: {e}", e);
        }
    }

    private static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var target = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                target.Write(bytes);
            }
        }

        return file.ToArray();
    }
}
