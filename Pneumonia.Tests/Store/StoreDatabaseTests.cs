using Microsoft.Data.Sqlite;
using Pneumonia.Model.Imaging;
using Pneumonia.Tests.Data;
using Pneumonia.Tests.Screening;
using Pneumonia.Training.Screening;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Store;

[TestClass]
public sealed class StoreDatabaseTests
{
    private const int Images = 60;

    [TestMethod]
    [DataRow("random bytes")]
    [DataRow("truncated")]
    [DataRow("flipped header")]
    [DataRow("page of zeros")]
    [DataRow("other tables")]
    public void Open_Damaged_IsSetAsideAndBegunAnew(string damage)
    {
        using var folder = new TempFolder();
        var path = folder.At("store.db");
        StoreFixture.Fill(path, Images);
        Damage(path, damage);
        var damaged = File.ReadAllBytes(path);

        string? aside = null;
        using var database = StoreDatabase.Open(path, told => aside = told);

        Assert.IsNotNull(aside, "The caller wasn't told.");
        // Opening may touch the header of what it can still read (WAL); the pages are as they were found.
        Assert.HasCount(damaged.Length, File.ReadAllBytes(aside));
        AssertUsable(database);
    }

    [TestMethod]
    public void Open_EmptyFile_IsBegun()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("store.db"), []);
        using var database = StoreDatabase.Open(folder.At("store.db"), static _ => Assert.Fail("Nothing was lost."));
        AssertUsable(database);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(100)]
    [DataRow(512)]
    public void Open_VersionThatWasNeverWritten_IsSetAsideAndBegunAnew(int version)
    {
        using var folder = new TempFolder();
        var path = folder.At("store.db");
        StoreFixture.Fill(path, 3);
        Sql(path, $"PRAGMA user_version = {version};");
        string? aside = null;
        using var database = StoreDatabase.Open(path, told => aside = told);
        Assert.IsNotNull(aside, "The caller wasn't told.");
        Assert.IsEmpty(StoreFixture.AssertReadable(StoreFixture.Features(database), 3));
        AssertUsable(database);
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(99)]
    public void Open_SchemaOfANewerVersion_IsRefusedAndUntouched(int version)
    {
        using var folder = new TempFolder();
        var path = folder.At("store.db");
        StoreFixture.Fill(path, 3);
        Sql(path, $"ALTER TABLE trial ADD COLUMN more TEXT; PRAGMA user_version = {version};");
        var before = File.ReadAllBytes(path);

        var fault = Assert.ThrowsExactly<WorkFolderException>(() => StoreDatabase.Open(path, static _ => Assert.Fail("A newer store is not a damaged one.")));

        Assert.Contains($"'{path}'", fault.Message);
        Assert.Contains($"a newer version wrote it (schema {version}; this one knows up to {StoreDatabase.SchemaVersion})", fault.Message);
        Assert.Contains("--work", fault.Message);
        Assert.AreSequenceEqual(before, File.ReadAllBytes(path));
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void Open_AnyByteFlipped_NeverGivesAWrongVector()
    {
        using var folder = new TempFolder();
        var path = folder.At("store.db");
        StoreFixture.Fill(path, Images);
        var sound = File.ReadAllBytes(path);
        var random = new Random(4);
        var survived = 0;
        for (var round = 0; round < 60; round++)
        {
            byte[] bytes = [.. sound];
            // A third of the rounds aims at the head, where SQLite keeps its own affairs.
            bytes[random.Next(round % 3 == 0 ? 4096 : bytes.Length)] ^= (byte)(1 + random.Next(255));
            File.WriteAllBytes(path, bytes);
            using var database = StoreDatabase.Open(path);
            var store = StoreFixture.Features(database);
            survived += StoreFixture.AssertReadable(store, Images).Count;
            store.Add([.. Enumerable.Range(0, Images).Select(static i => (StoreFixture.Hash(i), StoreFixture.Vector(i)))]);
            Assert.HasCount(Images, StoreFixture.AssertReadable(store, Images));
        }

        Assert.IsGreaterThan(0, survived, "One byte should not cost all features every time.");
    }

    [TestMethod]
    public void Open_FolderInItsPlace_SaysSo()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("store.db"));
        Assert.Contains("store.db", Assert.ThrowsExactly<WorkFolderException>(() => StoreDatabase.Open(folder.At("store.db"))).Message);
        Assert.ThrowsExactly<WorkFolderException>(() => StoreDatabase.Open(folder.At("no", "such", "folder.db")));
    }

    [TestMethod]
    public void Use_DiskIsFull_SaysSoAndKeepsWhatIsThere()
    {
        using var folder = new TempFolder();
        using var database = StoreDatabase.Open(folder.At("store.db"));
        var store = StoreFixture.Features(database);
        store.Add([(StoreFixture.Hash(0), StoreFixture.Vector(0))]);
        // As good as a full disk: SQLite answers with the same code.
        using (var limit = database.Command("PRAGMA max_page_count = 20")) limit.ExecuteNonQuery();

        var fault = Assert.ThrowsExactly<WorkFolderException>(
            () => store.Add([.. Enumerable.Range(1, 200).Select(static i => (StoreFixture.Hash(i), StoreFixture.Vector(i)))]));

        Assert.Contains("disk is full", fault.Message);
        Assert.AreSequenceEqual(new[] { 0 }, StoreFixture.AssertReadable(store, 200).ToArray());
    }

    [TestMethod]
    public void Open_StoreOfVersion1_KeepsItsFeatures()
    {
        using var folder = new TempFolder();
        var path = folder.At("store.db");
        using (var database = StoreDatabase.Open(path)) StoreFixture.Features(database).Add([(StoreFixture.Hash(1), StoreFixture.Vector(1))]);
        Sql(path, "DROP TABLE screening; CREATE TABLE screening (image BLOB NOT NULL, recipe INTEGER NOT NULL, problem TEXT, PRIMARY KEY (image, recipe)); PRAGMA user_version = 1");

        using var again = StoreDatabase.Open(path, _ => Assert.Fail("An older store is not a damaged one."));

        Assert.AreSequenceEqual(new[] { 1 }, StoreFixture.AssertReadable(StoreFixture.Features(again), 2).ToArray());
        AssertUsable(again);
    }

    private static void AssertUsable(StoreDatabase database)
    {
        var store = StoreFixture.Features(database);
        store.Add([(StoreFixture.Hash(1), StoreFixture.Vector(1))]);
        Assert.Contains(1, StoreFixture.AssertReadable(store, 2));
        new ScreeningStore(database).Add(ImageLimits.Default, [KeyValuePair.Create(StoreFixture.Hash(1), new ScreenedImage(SomeTraits.Good))]);
        new TrialStore(database, "run").Write("trial", [1, 2]);
        Assert.HasCount(1, new TrialStore(database, "run").ReadAll());
    }

    private static void Damage(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        switch (how)
        {
            case "random bytes":
                new Random(1).NextBytes(bytes);
                break;
            case "truncated":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "flipped header":
                bytes[2] ^= 0xFF;
                break;
            case "page of zeros":
                bytes.AsSpan(bytes.Length / 2 / 4096 * 4096, 4096).Clear();
                break;
            default:
                Sql(path, "DROP TABLE trial");
                return;
        }

        File.WriteAllBytes(path, bytes);
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
