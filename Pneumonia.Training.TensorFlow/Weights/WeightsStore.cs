using System.Security.Cryptography;
using Pneumonia.Training.Downloads;
using Pneumonia.Training.Features;
using Pneumonia.Training.TensorFlow.Trainer;

namespace Pneumonia.Training.TensorFlow.Weights;

/// <summary>
/// Brings a network's weights to where ML.NET's trainer looks for them: <c>MLNET</c> below the context's temporary folder, and nowhere else
/// (MICROSOFTML_RESOURCE_PATH has no effect on it). From the user's own file, the cache, or ML.NET's address, in this order.
/// </summary>
internal sealed class WeightsStore(ImageClassificationOptions options, Func<HttpClient> client)
{
    /// <summary>The folder below the context's temporary folder.</summary>
    public const string FolderName = "MLNET";

    private const string Address = "https://aka.ms/mlnet-resources/meta/";
    private const long LargestFile = 1L << 30;

    // An error page that was saved under the file's name is no network.
    private const long SmallestFile = 64 << 10;

    public string CacheFolder { get; } = Path.GetFullPath(options.CacheFolder ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(BackboneStore.DefaultFolder))!, "tensorflow"));

    /// <summary>The file where it is on this machine already, or null.</summary>
    public string? Find(NetworkFacts network)
        => Own(network) ?? (Path.Combine(CacheFolder, network.WeightsFile) is var cached && File.Exists(cached) ? cached : null);

    /// <summary>Whether the network can be had: it is here, or may be fetched.</summary>
    public bool CanHave(NetworkFacts network) => options.AllowDownload || Find(network) is not null;

    /// <summary>Puts the weights below a temporary folder, unless they are there.</summary>
    /// <param name="network">Whose weights.</param>
    /// <param name="tempFolder">The temporary folder of the context that will train.</param>
    /// <param name="progress">Told of bytes while they are fetched, or null.</param>
    /// <param name="cancellationToken">Stops; what has come so far is kept in the cache.</param>
    /// <exception cref="BackboneException">They are not here and may not be fetched, or the file is none.</exception>
    /// <exception cref="DownloadException">They can't be fetched.</exception>
    public async Task<Backbone> PlaceAsync(
        NetworkFacts network, string tempFolder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var place = Path.Combine(tempFolder, FolderName, network.WeightsFile);
        if (!File.Exists(place))
        {
            var source = Find(network) ?? await FetchAsync(network, progress, cancellationToken).ConfigureAwait(false);
            var bytes = new FileInfo(source).Length;
            if (bytes is < SmallestFile or > LargestFile)
                throw new BackboneException($"A file of weights has {SmallestFile:N0}…{LargestFile:N0} bytes; '{source}' has {bytes:N0}.");
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            // Under its name only when it is whole.
            File.Copy(source, place + ".part", overwrite: true);
            File.Move(place + ".part", place, overwrite: true);
        }

        await using var file = File.OpenRead(place);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        return new Backbone(network.Name, hash, file.Length, licence: null, () => File.ReadAllBytes(place), static () => null);
    }

    // The user's file counts for the network that the options name; a folder for all that it holds.
    private string? Own(NetworkFacts network)
    {
        if (options.Weights is not { } path) return null;
        if (!Directory.Exists(path)) return NetworkFacts.Of(options.Architecture) == network ? Path.GetFullPath(path) : null;
        var file = Path.Combine(Path.GetFullPath(path), network.WeightsFile);
        return File.Exists(file) ? file : null;
    }

    private async Task<string> FetchAsync(NetworkFacts network, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var target = Path.Combine(CacheFolder, network.WeightsFile);
        var address = new Uri(Address + network.WeightsFile);
        if (!options.AllowDownload)
        {
            throw new BackboneException(
                $"The weights '{network.WeightsFile}' are neither {(options.Weights is { } own ? $"at '{own}'" : "named")} nor in '{CacheFolder}', and downloads are not allowed. Get the file from {address} and put it there.");
        }

        using var http = client();
        await new ResumableDownload(http)
            .FetchAsync(new DownloadRequest { Mirrors = [address], TargetPath = target, MaxBytes = LargestFile }, progress, cancellationToken).ConfigureAwait(false);
        return target;
    }
}
