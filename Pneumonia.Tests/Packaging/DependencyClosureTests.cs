using System.Text.Json;
using System.Xml.Linq;

namespace Pneumonia.Tests.Packaging;

/// <summary>
/// What each package brings along, and what that brings along: a list under review, in <c>closures.txt</c>. Read from what restore resolved, so a new
/// package can't slip in by way of another.
/// </summary>
[TestClass]
public sealed class DependencyClosureTests
{
    private static readonly Lazy<string> Root = new(FindRoot);

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Closures_OfAllPackages_AreTheReviewedOnes()
    {
        var found = Packages().ToDictionary(static p => p, static p => string.Join('\n', Closure(p)));
        var reviewed = Reviewed();
        foreach (var (package, closure) in found) TestContext.WriteLine($"[{package}]\n{closure}\n");

        foreach (var (package, closure) in found)
            Assert.AreEqual(reviewed.GetValueOrDefault(package, "(not reviewed yet)"), closure, $"The closure of {package} changed: review it, then write it into Pneumonia.Tests/Packaging/closures.txt.");
    }

    [TestMethod]
    [DataRow("Pneumonia.Model")]
    [DataRow("Pneumonia.Serving")]
    public void Closure_OfWhatPredicts_BringsNoTraining(string package)
    {
        string[] training = ["Pneumonia.Training", "TorchSharp", "libtorch", "CsvHelper", "MathNet", "Sqlite", "OxyPlot", "Microsoft.ML.FastTree", "Microsoft.ML.LightGbm", "Spectre", "System.CommandLine"];
        var brought = Closure(package).Where(p => training.Any(t => p.Contains(t, StringComparison.OrdinalIgnoreCase)));
        Assert.IsEmpty(brought, string.Join(", ", brought));
    }

    private static IEnumerable<string> Packages() => Directory.EnumerateDirectories(Root.Value, "Pneumonia.*")
        .Where(static folder => Path.Combine(folder, Path.GetFileName(folder) + ".csproj") is var project && File.Exists(project) && IsLibrary(XDocument.Load(project)))
        // A project that was not restored here is not part of this build.
        .Where(static folder => File.Exists(Assets(Path.GetFileName(folder))))
        .Select(static folder => Path.GetFileName(folder)!)
        .Order(StringComparer.Ordinal);

    // A tool carries everything inside; it brings nothing along.
    private static bool IsLibrary(XDocument project)
        => project.Descendants("IsPackable").Any(static e => e.Value == "true") && !project.Descendants("PackAsTool").Any(static e => e.Value == "true");

    private static SortedSet<string> Closure(string package)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(Assets(package)));
        var all = assets.RootElement.GetProperty("targets").GetProperty("net10.0").EnumerateObject()
            .ToDictionary(static library => library.Name.Split('/')[0], static library => library.Value, StringComparer.OrdinalIgnoreCase);
        var project = assets.RootElement.GetProperty("project");
        var own = project.GetProperty("frameworks").GetProperty("net10.0").TryGetProperty("dependencies", out var dependencies)
            ? dependencies.EnumerateObject().Where(static d => !d.Value.TryGetProperty("suppressParent", out var suppressed) || suppressed.GetString() != "All").Select(static d => d.Name)
            : [];
        var siblings = project.GetProperty("restore").GetProperty("frameworks").GetProperty("net10.0").GetProperty("projectReferences").EnumerateObject()
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Name));

        var closure = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(own.Concat(siblings));
        while (open.TryPop(out var name))
        {
            // libtorch comes for the building machine's system.
            if (!all.TryGetValue(name, out var library) || !closure.Add(name.StartsWith("libtorch-cpu-", StringComparison.Ordinal) ? "libtorch-cpu-*" : name)) continue;
            if (!library.TryGetProperty("dependencies", out var next)) continue;
            foreach (var dependency in next.EnumerateObject()) open.Push(dependency.Name);
        }

        return closure;
    }

    private static Dictionary<string, string> Reviewed()
        => File.ReadAllText(Path.Combine(Root.Value, "Pneumonia.Tests", "Packaging", "closures.txt")).ReplaceLineEndings("\n")
            .Split("\n[", StringSplitOptions.RemoveEmptyEntries)
            .Where(static section => section.Contains(']'))
            .ToDictionary(static section => section.TrimStart('[').Split(']')[0], static section => section.Split(']', 2)[1].Trim());

    private static string Assets(string package) => Path.Combine(Root.Value, package, "obj", "project.assets.json");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pneumonia.MLNet.sln"))) folder = folder.Parent;
        if (folder is null) Assert.Inconclusive("The tests were not built inside the repository: what the packages bring along can't be read.");
        return folder.FullName;
    }
}
