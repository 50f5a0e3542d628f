using Pneumonia.Tests.Data;
using Pneumonia.Training.Store;

namespace Pneumonia.Tests.Faults.Stores;

/// <summary>
/// A store damaged in every way we know: rows are the ones that were written or missing, never others; and what is missing can be written
/// anew. More of them: PNEUMONIA_TEST_CORRUPTIONS=5000.
/// </summary>
[TestClass]
public sealed class CorruptedStoreTests
{
    private static readonly (string Name, Action<string, KnownStore.Files, Random> Write)[] Ways =
    [
        ("a byte", static (p, f, r) => Write(p, Damage.Flip(f.Whole, r))),
        ("some bytes", static (p, f, r) => Write(p, Damage.Flip(f.Whole, r, most: 60))),
        ("bytes of the header", static (p, f, r) => Write(p, Damage.Flip(f.Whole, r, most: 3, within: 100))),
        ("bytes of the first pages", static (p, f, r) => Write(p, Damage.Flip(f.Whole, r, most: 8, within: 6 * 4096))),
        ("a page of zeros", static (p, f, r) => Write(p, Damage.ZeroPage(f.Whole, r))),
        ("pages that changed places", static (p, f, r) => Write(p, Damage.SwapPages(f.Whole, r))),
        ("a lost end", static (p, f, r) => Write(p, Damage.Truncate(f.Whole, r))),
        ("bytes lost and added", static (p, f, r) => Write(p, Damage.Mutate(f.Whole, r, f.Log))),
        ("a killed run's log, sound", static (p, f, _) => Write(p, f.Database, f.Log)),
        ("a byte of a killed run's log", static (p, f, r) => Write(p, f.Database, Damage.Flip(f.Log, r))),
        ("a killed run's log cut off", static (p, f, r) => Write(p, f.Database, Damage.Truncate(f.Log, r))),
        ("a killed run's log with pages swapped", static (p, f, r) => Write(p, f.Database, Damage.SwapPages(f.Log, r))),
        ("an older file under a newer log", static (p, f, _) => Write(p, f.Before, f.Log)),
        ("a file under a log that is done with", static (p, f, _) => Write(p, f.Whole, f.Log)),
        ("a damaged file under a log", static (p, f, r) => Write(p, Damage.Flip(f.Database, r, most: 60), f.Log)),
        ("rubbish for a log", static (p, f, r) => Write(p, f.Whole, Rubbish(r))),
        ("rubbish for an index of the log", static (p, f, r) => { Write(p, f.Database, f.Log); File.WriteAllBytes(p + "-shm", Rubbish(r)); }),
        ("rubbish for a journal", static (p, f, r) => { Write(p, f.Whole); File.WriteAllBytes(p + "-journal", Rubbish(r)); }),
        ("nothing but a log", static (p, f, _) => Write(p, [], f.Log)),
    ];

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Open_CorruptedInEveryWay_NeverGivesAWrongRowAndGoesOn()
    {
        var corruptions = Extent.Of("PNEUMONIA_TEST_CORRUPTIONS", 300);
        using var folder = new TempFolder();
        var files = KnownStore.Write(folder.At("sound.db"));
        var (anew, refused, rows) = (0, 0, 0L);
        for (var i = 0; i < corruptions; i++)
        {
            var (name, write) = Ways[i % Ways.Length];
            var path = folder.At($"{i}", "store.db");
            Directory.CreateDirectory(folder.At($"{i}"));
            write(path, files, new Random(i));
            try
            {
                var (kept, setAside, again) = Live(path);
                rows += kept;
                if (setAside) anew++;
                if (again) refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Corruption {i}, {name}: {e}", e);
            }

            Directory.Delete(folder.At($"{i}"), recursive: true);
        }

        TestContext.WriteLine($"{corruptions} corruptions: {anew} stores begun anew, {refused} refused once and then begun anew, {100.0 * rows / KnownStore.Rows / corruptions:0}% of all rows kept, none wrong.");
        Assert.IsGreaterThan(0, anew);
        Assert.IsGreaterThan(corruptions / 5 * KnownStore.Rows, rows, "Too much was thrown away.");
    }

    // Uses the store as a run does. Where it proves damaged in use, the remedy it names must work: run again.
    private static (int Kept, bool SetAside, bool Refused) Live(string path)
    {
        var aside = false;
        for (var again = 0; ; again++)
        {
            try
            {
                using var database = StoreDatabase.Open(path, _ => aside = true);
                var kept = KnownStore.AssertTrue(database);
                KnownStore.Fill(database, 0, KnownStore.Images);
                Assert.AreEqual(KnownStore.Rows, KnownStore.AssertTrue(database), "Not all could be written anew.");
                return (kept, aside, again > 0);
            }
            catch (WorkFolderException e) when (again == 0 && e.Message.Contains("Run again", StringComparison.Ordinal))
            {
                // It says what to do, and that is done.
            }
            catch (WorkFolderException e) when (again == 0 && e.Message.Contains("a newer version wrote it", StringComparison.Ordinal))
            {
                // A number that a flipped bit made look like a newer version's: nobody can tell, so another folder is the remedy.
                foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!)) File.Delete(file);
            }
        }
    }

    private static void Write(string path, byte[] database, byte[]? log = null)
    {
        File.WriteAllBytes(path, database);
        if (log is not null) File.WriteAllBytes(path + "-wal", log);
    }

    private static byte[] Rubbish(Random random)
    {
        var bytes = new byte[random.Next(40_000)];
        random.NextBytes(bytes);
        return bytes;
    }
}
