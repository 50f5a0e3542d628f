using Pneumonia.Training.Features;

namespace Pneumonia.Cli.Commands;

/// <summary>Backbones that are named on the command line are looked for before any work, and every one that isn't there is told.</summary>
internal static class BackboneOption
{
    public static IEnumerable<string> Faults(string option, IEnumerable<string> names)
    {
        var store = new BackboneStore();
        foreach (var name in names)
        {
            if (string.IsNullOrWhiteSpace(name)) yield return $"{option} must not be empty.";
            else if (Fault(store, name) is { } fault) yield return $"{option}: {fault}";
        }
    }

    private static string? Fault(BackboneStore store, string name)
    {
        try
        {
            store.Resolve(name);
            return null;
        }
        catch (BackboneException e)
        {
            return e.Message;
        }
    }
}
