using Microsoft.Data.Sqlite;
using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Pipeline;
using Pneumonia.Tests.Screening;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Store;

[TestClass]
public sealed class StoreMergeTests
{
    [TestMethod]
    public void Run_Parts_IsTheWholeRowByRowAndAgainChangesNothing()
    {
        using var folder = new TempFolder();
        Fill(folder.At("whole"), 0, 90);
        for (var part = 0; part < 3; part++) Fill(folder.At($"part{part}"), part * 30, 30);
        string[] parts = [folder.At("part0"), folder.At("part1", "store.db"), folder.At("part2")];

        var merged = StoreMerge.Run(parts, folder.At("joined"), cancellationToken: CancellationToken.None);

        foreach (var one in merged)
        {
            Assert.AreEqual(new MergedRows(30, 0, 0, 0, 0), one.Features);
            Assert.AreEqual(new MergedRows(30, 0, 0, 0, 0), one.Screening);
            Assert.AreEqual(new MergedRows(30, 0, 0, 0, 0), one.Trials);
            Assert.IsEmpty(one.Notes);
        }

        Assert.AreEqual(StoreProbe.Dump(folder.At("whole", "store.db")), StoreProbe.Dump(folder.At("joined", "store.db")));
        var before = StoreProbe.FeatureRows(folder.At("joined", "store.db"));
        foreach (var one in StoreMerge.Run(parts, folder.At("joined"), cancellationToken: CancellationToken.None))
            Assert.AreEqual((new MergedRows(0, 30, 0, 0, 0), new MergedRows(0, 30, 0, 0, 0), new MergedRows(0, 30, 0, 0, 0)), (one.Features, one.Screening, one.Trials));
        Assert.AreSequenceEqual(before, StoreProbe.FeatureRows(folder.At("joined", "store.db")));
    }

    [TestMethod]
    public void Run_OverlappingParts_CountsWhatIsKnown()
    {
        using var folder = new TempFolder();
        Fill(folder.At("a"), 0, 20);
        Fill(folder.At("b"), 10, 20);
        Assert.AreEqual(new MergedRows(10, 10, 0, 0, 0), StoreMerge.Run([folder.At("a"), folder.At("b")], folder.At("c"), cancellationToken: CancellationToken.None)[1].Features);
    }

    [TestMethod]
    public void Run_SameKeyOtherBytes_KeepsWhatIsThereAndNamesIt()
    {
        using var folder = new TempFolder();
        Fill(folder.At("into"), 0, 10);
        Fill(folder.At("other"), 0, 10);
        using (var other = StoreDatabase.Open(folder.At("other", "store.db")))
        {
            StoreFixture.Features(other).Add([(StoreFixture.Hash(4), StoreFixture.Vector(5))]);
            new ScreeningStore(other).Add(ImageLimits.Default, [KeyValuePair.Create(StoreFixture.Hash(7), new ScreenedImage(null, ImageFault.Truncated, "It ends early."))]);
            new TrialStore(other, "run").Write("trial 2", [99]);
        }

        var before = StoreProbe.Dump(folder.At("into", "store.db"));
        var merged = StoreMerge.Run([folder.At("other")], folder.At("into"), cancellationToken: CancellationToken.None).Single();

        var expected = new MergedRows(0, 9, 0, 1, 0);
        Assert.AreEqual((expected, expected, expected), (merged.Features, merged.Screening, merged.Trials));
        Assert.AreEqual(before, StoreProbe.Dump(folder.At("into", "store.db")));
        var notes = string.Join('\n', merged.Notes.Select(static n => n.Text));
        foreach (var name in new[] { $"1 feature vector is already there with other bytes, which stay: image {StoreFixture.Hash(4)} by extractor 'backbone'", $"image {StoreFixture.Hash(7)} under recipe", "trial 'trial 2' of run run" })
            Assert.Contains(name, notes);
    }

    [TestMethod]
    public void Run_SameExtractorOtherWidth_TakesNoneOfIt()
    {
        using var folder = new TempFolder();
        Fill(folder.At("into"), 0, 1);
        Directory.CreateDirectory(folder.At("other"));
        using (var other = StoreDatabase.Open(folder.At("other", "store.db"))) new FeatureStore(other, "backbone", 2).Add([(StoreFixture.Hash(5), [1, 2])]);

        var merged = StoreMerge.Run([folder.At("other")], folder.At("into"), cancellationToken: CancellationToken.None).Single();

        Assert.AreEqual(new MergedRows(0, 0, 0, 1, 0), merged.Features);
        Assert.Contains("which has another width there", merged.Notes.Single().Text);
        Assert.AreEqual(1, StoreProbe.CountFeatures(folder.At("into", "store.db")));
    }

    [TestMethod]
    public void Run_RowsDamagedInTheSource_AreLeftOutByName()
    {
        using var folder = new TempFolder();
        Fill(folder.At("part"), 0, 10);
        Sql(folder.At("part", "store.db"), "UPDATE feature SET vector = zeroblob(1200) WHERE rowid = 3; UPDATE feature SET checksum = 'x' WHERE rowid = 4; UPDATE feature SET extractor = 77 WHERE rowid = 5;"
            + "UPDATE trial SET body = x'00' WHERE rowid = 1; UPDATE screening SET traits = x'00' WHERE rowid = 2");

        var merged = StoreMerge.Run([folder.At("part")], folder.At("into"), cancellationToken: CancellationToken.None).Single();

        Assert.AreEqual(new MergedRows(7, 0, 0, 0, 3), merged.Features);
        Assert.AreEqual((1, 1), (merged.Trials.Damaged, merged.Screening.Damaged));
        Assert.Contains($"3 feature vectors are damaged and left out: image {StoreFixture.Hash(2)}", merged.Notes[0].Text);
        using var into = StoreDatabase.Open(folder.At("into", "store.db"));
        Assert.HasCount(7, StoreFixture.AssertReadable(StoreFixture.Features(into), 10));
    }

    [TestMethod]
    public void Run_RowDamagedInTheTarget_IsMended()
    {
        using var folder = new TempFolder();
        Fill(folder.At("into"), 0, 10);
        Fill(folder.At("part"), 0, 10);
        Sql(folder.At("into", "store.db"), "UPDATE feature SET vector = zeroblob(1200) WHERE rowid = 3");
        Assert.AreEqual(new MergedRows(0, 9, 1, 0, 0), StoreMerge.Run([folder.At("part")], folder.At("into"), cancellationToken: CancellationToken.None).Single().Features);
        Assert.AreEqual(StoreProbe.Dump(folder.At("part", "store.db")), StoreProbe.Dump(folder.At("into", "store.db")));
    }

    [TestMethod]
    public void Run_SourcesThatAreNone_ListsThemAllAndMergesNothing()
    {
        using var folder = new TempFolder();
        Fill(folder.At("good"), 0, 3);
        foreach (var name in new[] { "random", "truncated", "newer", "tables" }) Fill(folder.At(name), 0, 200);
        var random = new byte[5000];
        new Random(1).NextBytes(random);
        File.WriteAllBytes(folder.At("random", "store.db"), random);
        using (var cut = new FileStream(folder.At("truncated", "store.db"), FileMode.Open)) cut.SetLength(cut.Length / 2 / 4096 * 4096);
        Sql(folder.At("newer", "store.db"), "PRAGMA user_version = 9");
        Sql(folder.At("tables", "store.db"), "DROP TABLE trial");
        Directory.CreateDirectory(folder.At("empty"));
        File.WriteAllBytes(folder.At("empty", "store.db"), []);
        var before = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static f => (f, new FileInfo(f).Length)).ToArray();

        string[] sources = [folder.At("good"), folder.At("random"), folder.At("truncated"), folder.At("newer"), folder.At("tables"), folder.At("empty"), folder.At("missing")];
        var fault = Assert.ThrowsExactly<StoreFileException>(() => StoreMerge.Run(sources, folder.At("into"), cancellationToken: CancellationToken.None));

        Assert.HasCount(7, fault.Faults, fault.Message);
        for (var i = 1; i < 7; i++) Assert.Contains(sources[i], fault.Faults[i - 1]);
        Assert.Contains("a newer version wrote it (schema 9; this one knows up to 2)", fault.Message);
        Assert.AreEqual("Nothing was merged.", fault.Faults[^1]);
        Assert.IsFalse(Directory.Exists(folder.At("into")));
        Assert.AreSequenceEqual(before, Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static f => (f, new FileInfo(f).Length)).ToArray());
    }

    [TestMethod]
    public void Run_TargetOfANewerSchema_IsRefusedAndUntouched()
    {
        using var folder = new TempFolder();
        Fill(folder.At("part"), 0, 3);
        Fill(folder.At("into"), 5, 3);
        Sql(folder.At("into", "store.db"), "PRAGMA user_version = 9");
        var before = StoreProbe.Dump(folder.At("into", "store.db"));

        Assert.Contains("a newer version wrote it", Assert.ThrowsExactly<WorkFolderException>(() => StoreMerge.Run([folder.At("part")], folder.At("into"), cancellationToken: CancellationToken.None)).Message);

        Assert.AreEqual(before, StoreProbe.Dump(folder.At("into", "store.db")));
    }

    [TestMethod]
    public void Run_TargetDamaged_IsSetAsideAndSaid()
    {
        using var folder = new TempFolder();
        Fill(folder.At("part"), 0, 3);
        Directory.CreateDirectory(folder.At("into"));
        File.WriteAllText(folder.At("into", "store.db"), new string('x', 5000));
        var merged = StoreMerge.Run([folder.At("part")], folder.At("into"), cancellationToken: CancellationToken.None).Single();
        Assert.AreEqual(3, merged.Features.Added);
        Assert.Contains("set aside as", merged.Notes.Single().Text);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Run_IntoItselfByAnyName_IsRefused()
    {
        using var folder = new TempFolder();
        Fill(folder.At("work"), 0, 3);
        WorkFolder.Open(folder.At("work")).Dispose();
        Directory.CreateSymbolicLink(folder.At("alias"), folder.At("work"));
        foreach (var name in new[] { folder.At("work"), folder.At("work", "store.db"), folder.At("work", "..", "work"), folder.At("alias") })
        {
            var fault = Assert.ThrowsExactly<StoreFileException>(() => StoreMerge.Run([name], folder.At("work"), cancellationToken: CancellationToken.None));
            Assert.Contains("Nothing was merged.", fault.Message);
        }
    }

    [TestMethod]
    public void Run_SourceIsInUse_IsRefused()
    {
        using var folder = new TempFolder();
        Fill(folder.At("part"), 0, 3);
        using (WorkFolder.Open(folder.At("part")))
            Assert.Contains("a run holds its work folder", Assert.ThrowsExactly<StoreFileException>(() => StoreMerge.Run([folder.At("part")], folder.At("into"), cancellationToken: CancellationToken.None)).Message);
        Assert.AreEqual(3, StoreMerge.Run([folder.At("part")], folder.At("into"), cancellationToken: CancellationToken.None).Single().Features.Added);
    }

    [TestMethod]
    public void Run_SourceWhoseProcessWasKilled_BringsWhatItsJournalHolds()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("killed"));
        Fill(folder.At("part"), 0, 3);
        using (var open = StoreDatabase.Open(folder.At("part", "store.db")))
        {
            StoreFixture.Features(open).Add([(StoreFixture.Hash(8), StoreFixture.Vector(8))]);
            // What a killed process leaves: rows that are in the journal alone.
            foreach (var name in new[] { "store.db", "store.db-wal" }) File.Copy(folder.At("part", name), folder.At("killed", name));
        }

        Assert.AreEqual(4, StoreMerge.Run([folder.At("killed")], folder.At("into"), cancellationToken: CancellationToken.None).Single().Features.Added);
    }

    [TestMethod]
    public void Run_PathWithOddCharacters_IsRead()
    {
        using var folder = new TempFolder();
        var odd = folder.At("a b#?%41ü");
        Fill(odd, 0, 3);
        Assert.AreEqual(3, StoreMerge.Run([odd], folder.At("into"), cancellationToken: CancellationToken.None).Single().Features.Added);
    }

    [TestMethod]
    public void Run_SourceOfSchema1_BringsFeaturesAndTrials()
    {
        using var folder = new TempFolder();
        Fill(folder.At("old"), 0, 4);
        Sql(folder.At("old", "store.db"), "DROP TABLE screening; CREATE TABLE screening (image BLOB NOT NULL, recipe INTEGER NOT NULL, problem TEXT, PRIMARY KEY (image, recipe)); PRAGMA user_version = 1");
        var merged = StoreMerge.Run([folder.At("old")], folder.At("into"), cancellationToken: CancellationToken.None).Single();
        Assert.AreEqual((4, 0, 4), (merged.Features.Added, merged.Screening.Added, merged.Trials.Added));
        Assert.Contains("its screening was left out", merged.Notes.Single().Text);
    }

    [TestMethod]
    public void Run_AnyByteOfTheSourceFlipped_NeverBringsAWrongVector()
    {
        using var folder = new TempFolder();
        Fill(folder.At("part"), 0, 40);
        var sound = File.ReadAllBytes(folder.At("part", "store.db"));
        var random = new Random(5);
        var (refused, brought) = (0, 0);
        for (var round = 0; round < 60; round++)
        {
            byte[] bytes = [.. sound];
            bytes[random.Next(round % 3 == 0 ? 4096 : bytes.Length)] ^= (byte)(1 + random.Next(255));
            File.WriteAllBytes(folder.At("part", "store.db"), bytes);
            try
            {
                StoreMerge.Run([folder.At("part")], folder.At($"into{round}"), cancellationToken: CancellationToken.None);
            }
            catch (StoreFileException)
            {
                refused++;
                continue;
            }

            using var into = StoreDatabase.Open(folder.At($"into{round}", "store.db"));
            brought += StoreFixture.AssertReadable(StoreFixture.Features(into), 40).Count;
        }

        Assert.IsInRange(1, 59, refused);
        Assert.IsGreaterThan(39 * (60 - refused - 1), brought, "One byte should cost one row, or the whole file.");
    }

    [TestMethod]
    public void Read_Summary_CountsSoundRowsAndTellsOfTheOthers()
    {
        using var folder = new TempFolder();
        Fill(folder.At("work"), 0, 12);
        Sql(folder.At("work", "store.db"), "UPDATE feature SET vector = x'00' WHERE rowid < 3");
        var store = StoreSummary.Read(folder.At("work"));
        Assert.AreEqual(new StoredExtractor("backbone", StoreFixture.Width, 10), store.Extractors.Single());
        Assert.AreEqual((12L, 12L, 1L, 2L), (store.Screened, store.Trials, store.Runs, store.Damaged));
    }

    private static void Fill(string work, int first, int count)
    {
        Directory.CreateDirectory(work);
        using var database = StoreDatabase.Open(Path.Combine(work, "store.db"));
        int[] images = [.. Enumerable.Range(first, count)];
        StoreFixture.Features(database).Add([.. images.Select(static i => (StoreFixture.Hash(i), StoreFixture.Vector(i)))]);
        new ScreeningStore(database).Add(ImageLimits.Default, images.Select(static i => KeyValuePair.Create(StoreFixture.Hash(i), new ScreenedImage(SomeTraits.Good with { Width = 100 + i }))));
        var trials = new TrialStore(database, "run");
        foreach (var i in images) trials.Write($"trial {i}", BitConverter.GetBytes(i));
    }

    private static void Sql(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
