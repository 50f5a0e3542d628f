namespace Pneumonia.Training.Data.Reading;

/// <summary>Lists the images of a folder with class and official split.</summary>
internal static class FolderSource
{
    public static IReadOnlyList<RawImage> Read(
        string root, DataSetOptions options, FaultList faults, List<DataNote> notes, CancellationToken cancellationToken)
    {
        FolderTree tree = FolderTree.Walk(root, options, faults, cancellationToken);
        faults.ThrowIfAny();
        if (tree.Images.Count == 0)
        {
            string others = tree.OtherFiles + tree.Empty.Count == 0
                ? "the folder is empty"
                : $"the folder holds no image, only {Show.Count(tree.OtherFiles, "other file")} and {Show.Count(tree.Empty.Count, "empty file")}";
            throw faults.Fatal($"{others}; {FolderLayout.Expected} (images: {string.Join(' ', options.Extensions)}).");
        }

        FolderLayout layout = FolderLayout.Interpret(tree.Images);
        if (layout.Images.Count == 0)
            throw faults.Fatal(
                $"{Show.Count(layout.Loose.Count, "image lies", "images lie")} in no class folder; {FolderLayout.Expected}.");
        AddNotes(tree, layout, notes);
        return
        [
            .. layout.Images
                .Select(i => new RawImage(FullPath(root, i.Name), i.Name[layout.Wrapper..], i.Class, i.Split))
                .OrderBy(i => i.Name, StringComparer.Ordinal),
        ];
    }

    private static string FullPath(string root, string name) => Path.Combine(root, name.Replace('/', Path.DirectorySeparatorChar));

    private static void AddNotes(FolderTree tree, FolderLayout layout, List<DataNote> notes)
    {
        if (tree.OtherFiles > 0)
            notes.Add(DataNote.Info($"{Show.Count(tree.OtherFiles, "other file")} (no image by extension) left out."));
        if (tree.Empty.Count > 0)
            notes.Add(DataNote.Warning($"{Show.Count(tree.Empty.Count, "image")} of 0 bytes left out: {Show.First(tree.Empty)}."));
        if (tree.Skipped.Count > 0)
        {
            notes.Add(DataNote.Warning(
                $"{Show.Count(tree.Skipped.Count, "link or folder", "links or folders")} left out, because broken, met before or " +
                $"too deep: {Show.First(tree.Skipped)}."));
        }

        if (layout.Loose.Count > 0)
            notes.Add(DataNote.Warning(
                $"{Show.Count(layout.Loose.Count, "image")} outside the class folders left out: {Show.First(layout.Loose)}."));
        if (layout.SplitBelowClass.Count > 0)
        {
            notes.Add(DataNote.Warning(
                $"{Show.Count(layout.SplitBelowClass.Count, "image lies", "images lie")} in a folder named like a split below a class " +
                $"folder, where it is not one (put train, val and test above the classes): {Show.First(layout.SplitBelowClass)}."));
        }
    }
}
