namespace Pneumonia.Training.Downloads;

/// <summary>What a request must fulfil; every fault is named at once.</summary>
internal static class RequestRules
{
    public static void ThrowIfBroken(DownloadRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var faults = new List<string>();
        if (request.Mirrors.Count == 0) faults.Add("Mirrors must hold at least one address; it holds none.");
        foreach (var mirror in request.Mirrors.Where(mirror => !IsHttp(mirror)))
            faults.Add($"Mirrors may hold absolute http and https addresses only; found '{mirror}'.");
        if (string.IsNullOrWhiteSpace(request.TargetPath)) faults.Add("TargetPath must name a file; it is empty.");
        else if (Directory.Exists(request.TargetPath)) faults.Add($"TargetPath must name a file; '{request.TargetPath}' is a folder.");
        if (request.MaxBytes <= 0) faults.Add($"MaxBytes must be above 0; found {request.MaxBytes}.");
        if (request.ExpectedBytes is < 0 || request.ExpectedBytes > request.MaxBytes)
            faults.Add($"ExpectedBytes must lie in 0…MaxBytes ({request.MaxBytes}); found {request.ExpectedBytes}.");
        if (request.Sha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            faults.Add($"Sha256 must be 64 hexadecimal digits; found '{hash}'.");
        if (faults.Count > 0) throw new DownloadException("The download request is invalid: " + string.Join(" ", faults), []);
    }

    public static bool IsHttp(Uri address)
        => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    public static bool HashFits(DownloadRequest request, string hash)
        => request.Sha256 is null || string.Equals(request.Sha256, hash, StringComparison.OrdinalIgnoreCase);
}
