using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Pneumonia.Training.Downloads;

/// <summary>The bytes so far (<c>.part</c>) and what they belong to (<c>.part.json</c>).</summary>
internal sealed class PartialFile(string target)
{
    private sealed record Origin(string Mirror, string? EntityTag, DateTimeOffset? LastModified);

    public string Path { get; } = target + ".part";

    private string SidecarPath => Path + ".json";

    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>Opened for this process alone: two downloads of one file would mix their bytes.</summary>
    public FileStream OpenAt(long position)
    {
        var stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        stream.SetLength(position);
        stream.Position = position;
        return stream;
    }

    public void Discard()
    {
        File.Delete(Path);
        File.Delete(SidecarPath);
    }

    /// <summary>
    /// The validator to send as If-Range, or null where this mirror has given none. Weak tags don't promise equal bytes (RFC 9110 §13.1.5).
    /// </summary>
    public RangeConditionHeaderValue? Validator(Uri mirror)
    {
        var origin = ReadOrigin();
        if (origin is null || origin.Mirror != mirror.AbsoluteUri) return null;
        if (EntityTagHeaderValue.TryParse(origin.EntityTag, out var tag) && !tag.IsWeak) return new RangeConditionHeaderValue(tag);
        return origin.LastModified is { } date ? new RangeConditionHeaderValue(date) : null;
    }

    public void Remember(Uri mirror, HttpResponseMessage response)
    {
        var origin = new Origin(mirror.AbsoluteUri, response.Headers.ETag?.ToString(), response.Content.Headers.LastModified);
        File.WriteAllText(SidecarPath, JsonSerializer.Serialize(origin));
    }

    public void MoveTo(string target)
    {
        File.Move(Path, target, overwrite: true);
        File.Delete(SidecarPath);
    }

    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, useAsync: true);
        await using (stream.ConfigureAwait(false))
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }

    private Origin? ReadOrigin()
    {
        try
        {
            return File.Exists(SidecarPath) ? JsonSerializer.Deserialize<Origin>(File.ReadAllText(SidecarPath)) : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // Without it the download starts over, or the hash decides.
        }
    }
}
