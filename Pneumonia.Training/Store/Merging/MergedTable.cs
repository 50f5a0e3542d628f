using System.Globalization;

namespace Pneumonia.Training.Store.Merging;

/// <summary>One kind of row: how it is read, what tells that it is sound, and what it is called.</summary>
/// <param name="Kind">In words, for one row.</param>
/// <param name="Select">Reads all rows of a source: key columns, then values.</param>
/// <param name="Keys">How many columns are key.</param>
/// <param name="Find">Reads the values of a key, $0, $1 …, in the target.</param>
/// <param name="Write">Writes a row, $0, $1 …, into the target.</param>
/// <param name="IsSound">Whether a row is as it was written.</param>
/// <param name="Describe">Names a row by its key.</param>
internal sealed record MergedTable(
    string Kind, string Select, int Keys, string Find, string Write, Func<object[], bool> IsSound, Func<object[], string> Describe)
{
    /// <summary>Vectors. A row's key begins with extractor key and width, which <see cref="TableMerge"/> turns into the target's own number.</summary>
    public static MergedTable Features { get; } = new(
        "feature vector",
        "SELECT e.key, e.width, f.image, f.checksum, f.vector FROM feature f LEFT JOIN extractor e ON e.id = f.extractor",
        3,
        "SELECT f.checksum, f.vector FROM feature f JOIN extractor e ON e.id = f.extractor WHERE e.key = $0 AND e.width = $1 AND f.image = $2",
        "INSERT OR REPLACE INTO feature (extractor, image, checksum, vector) SELECT id, $2, $3, $4 FROM extractor WHERE key = $0 AND width = $1",
        static row => row is [string, long width, byte[], var checksum, var vector] && FeatureStore.IsSound(checksum, vector, width),
        static row => $"image {Hex(row[2])} by extractor '{row[0]}'");

    public static MergedTable Screening { get; } = new(
        "screened image",
        "SELECT image, recipe, fault, problem, traits FROM screening",
        2,
        "SELECT fault, problem, traits FROM screening WHERE image = $0 AND recipe = $1",
        "INSERT OR REPLACE INTO screening (image, recipe, fault, problem, traits) VALUES ($0, $1, $2, $3, $4)",
        static row => row is [byte[], long, var fault, var problem, var traits] && ScreeningStore.From(fault, problem, traits) is not null,
        static row => string.Create(CultureInfo.InvariantCulture, $"image {Hex(row[0])} under recipe {row[1]}"));

    public static MergedTable Trials { get; } = new(
        "trial",
        "SELECT run, trial, checksum, body FROM trial",
        2,
        "SELECT checksum, body FROM trial WHERE run = $0 AND trial = $1",
        "INSERT OR REPLACE INTO trial (run, trial, checksum, body) VALUES ($0, $1, $2, $3)",
        static row => row is [string, string, var checksum, var body] && TrialStore.IsSound(checksum, body),
        static row => $"trial '{row[1]}' of run {row[0]}");

    private static string Hex(object value) => value is byte[] bytes ? Convert.ToHexStringLower(bytes) : $"'{value}'";
}
