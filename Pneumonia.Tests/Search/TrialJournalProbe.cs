namespace Pneumonia.Tests.Search;

/// <summary>Looks at the rows of a journal behind its back.</summary>
internal sealed class TrialJournalProbe(SearchBench bench)
{
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = new List<string>();
            using var command = bench.Store.Command("SELECT trial FROM trial ORDER BY rowid");
            using var reader = command.ExecuteReader();
            while (reader.Read()) names.Add(reader.GetString(0));
            return names;
        }
    }

    public void Execute(string sql)
    {
        using var command = bench.Store.Command(sql);
        if (command.ExecuteNonQuery() == 0) Assert.Fail($"Nothing was changed by: {sql}");
    }
}
