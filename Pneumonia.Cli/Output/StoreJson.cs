using System.Text.Json.Nodes;
using Pneumonia.Training.Store;

namespace Pneumonia.Cli.Output;

/// <summary>Stores for programs; the names are a contract with scripts.</summary>
internal static class StoreJson
{
    public static JsonObject Of(string into, IEnumerable<MergedStore> merged) => new()
    {
        ["into"] = into,
        ["sources"] = new JsonArray([.. merged.Select(static m => (JsonNode)new JsonObject
        {
            ["path"] = m.Path,
            ["features"] = Of(m.Features),
            ["screening"] = Of(m.Screening),
            ["trials"] = Of(m.Trials),
            ["notes"] = new JsonArray([.. m.Notes.Select(static n => (JsonNode)n.Text)]),
        })]),
    };

    public static JsonObject Of(StoreSummary store) => new()
    {
        ["path"] = store.Path,
        ["bytes"] = store.Bytes,
        ["extractors"] = new JsonArray([.. store.Extractors.Select(static e => (JsonNode)new JsonObject { ["key"] = e.Key, ["width"] = e.Width, ["vectors"] = e.Vectors })]),
        ["screened"] = store.Screened,
        ["trials"] = store.Trials,
        ["runs"] = store.Runs,
        ["damaged"] = store.Damaged,
    };

    private static JsonObject Of(MergedRows rows) => new()
    {
        ["added"] = rows.Added,
        ["known"] = rows.Known,
        ["mended"] = rows.Mended,
        ["contradicting"] = rows.Contradicting,
        ["damaged"] = rows.Damaged,
    };
}
