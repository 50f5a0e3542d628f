using System.Security.Cryptography;
using System.Text;
using Pneumonia.Model.Manifest;

namespace Pneumonia.Training.Packaging;

/// <summary>A model file that takes its place only when it was read back and found right: until then an older one keeps it.</summary>
internal static class CheckedModel
{
    /// <param name="path">Where the model should go.</param>
    /// <param name="owner">A path that only one process works with. The same one finds, and writes over, what it left when it was killed.</param>
    /// <param name="write">Writes the file under the name that it is given.</param>
    /// <param name="check">Reads it back; throws where it is not right.</param>
    /// <returns>The manifest as written.</returns>
    public static ModelManifest Write(string path, string owner, Func<string, ModelManifest> write, Action<string> check)
    {
        var candidate = CandidateOf(path, owner);
        try
        {
            var manifest = write(candidate);
            check(candidate);
            File.Move(candidate, path, overwrite: true);
            return manifest;
        }
        finally
        {
            File.Delete(candidate);
        }
    }

    /// <summary>The name beside the model: a move from another disk would not be whole or not at all.</summary>
    internal static string CandidateOf(string path, string owner)
    {
        var mine = SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}|{Path.GetFullPath(owner)}"));
        return $"{path}.{Convert.ToHexStringLower(mine)[..8]}.unchecked";
    }
}
