using System.Diagnostics;
using System.Net;
using Pneumonia.Model;
using Pneumonia.Tests.Fixtures;
using Pneumonia.Tests.Imaging;

namespace Pneumonia.Tests.Serving;

/// <summary>Bytes of ill will. More of them: PNEUMONIA_TEST_HOSTILE=10000.</summary>
[TestClass]
public sealed class HostileInputTests
{
    private static readonly int Files = int.Parse(Environment.GetEnvironmentVariable("PNEUMONIA_TEST_HOSTILE") ?? "400", null);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Predict_RandomAndMutatedBytes_IsAnsweredOrRefusedWith4xx()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary));
        byte[][] seeds =
        [
            TestImages.GreyJpeg(200, 150), TestImages.ColourJpeg(120, 130), TestImages.WebP(100, 100), TestImages.GreyPng(90, 80, static (x, y) => x + y & 255),
            TestImages.Bmp(64, 64, static (x, y) => ((byte)x, (byte)y, 0)), TestImages.Gif(64, 64, static (x, y) => x),
        ];
        string[] types = ["image/jpeg", "application/octet-stream", "application/json", "multipart/form-data; boundary=x"];
        var statuses = new int[600];
        await Parallel.ForAsync(0, Files, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.CancellationToken }, async (i, _) =>
        {
            var random = new Random(i);
            var bytes = Mutate(seeds[i % seeds.Length], random, wild: i % 5 == 0);
            using var answer = await service.Http.PostAsync(i % 7 == 0 ? "explain" : "predict", Service.Raw(bytes, types[i % 11 == 0 ? random.Next(4) : 0]), TestContext.CancellationToken);
            Interlocked.Increment(ref statuses[(int)answer.StatusCode]);
        });

        TestContext.WriteLine(string.Join(", ", statuses.Select(static (n, s) => (n, s)).Where(static x => x.n > 0).Select(static x => $"{x.s}: {x.n}")));
        Assert.AreEqual(Files, statuses.Skip(200).Take(300).Sum(), "Something was neither answered nor refused.");
        Assert.AreEqual(HttpStatusCode.OK, (await service.PostAsync("predict", Service.Raw(seeds[0]))).Status);
        Assert.AreEqual(0, service.Get<Pneumonia.Serving.Endpoints.ByteBudget>().Used);
    }

    [TestMethod]
    public async Task Predict_SmallFileOfManyPixels_IsRefusedBeforeItsMemoryIsTaken()
    {
        await using var service = await Service.StartAsync(TinyModels.Path(ClassificationTask.Binary));
        // A header that claims 60,000 × 60,000 pixels over next to nothing.
        var bomb = TestImages.GreyPng(64, 64, static (_, _) => 0);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc(bomb.AsSpan(12, 17)));
        var before = Process.GetCurrentProcess().WorkingSet64;

        for (var i = 0; i < 20; i++)
            Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, (await service.PostAsync("predict", Service.Raw(bomb, "image/png"))).Status);

        Assert.IsLessThan(before + (1L << 30), Process.GetCurrentProcess().WorkingSet64);
    }

    private static byte[] Mutate(byte[] seed, Random random, bool wild)
    {
        if (wild)
        {
            var noise = new byte[random.Next(5000)];
            random.NextBytes(noise);
            return noise;
        }

        var bytes = seed[..random.Next(seed.Length / 2, seed.Length + 1)];
        for (var i = random.Next(20); i >= 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes) => System.IO.Hashing.Crc32.HashToUInt32(bytes);
}
