namespace Pneumonia.Tests.Onnx;

/// <summary>Finds real backbones: one in the repository, the others beside it where a developer has them.</summary>
internal static class BackboneFiles
{
    internal const string Chest = "chest.onnx";

    internal static byte[] Read(string name)
    {
        var root = Root();
        foreach (var path in new[] { Path.Combine(root, "models", name), Path.Combine(root, "..", "shared", "backbones", name) })
        {
            if (File.Exists(path))
                return File.ReadAllBytes(path);
        }

        Assert.Inconclusive($"'{name}' is neither in models/ nor in ../shared/backbones/: this test needs it.");
        return [];
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pneumonia.MLNet.sln")))
                return folder.FullName;
        }

        Assert.Inconclusive("The tests don't run inside the repository.");
        return "";
    }
}
