using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pneumonia.Training.Torch.Learning;

namespace Pneumonia.Training.Torch.Checkpoints;

/// <summary>All that decides about the weights, as one hash. The batch size may have been halved on the way and is told apart.</summary>
internal static class CheckpointKey
{
    private static readonly JsonSerializerOptions Json = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    internal static string Of(TrainingJob job) => Hash(string.Join(
        '|', Of(job.Options with { Members = 1 }), job.Seed, job.DataKey, string.Join(',', job.Rows), string.Join(',', job.HeldOut)));

    /// <summary>All options that decide about the weights. Threads decide about last bits only.</summary>
    internal static string Of(EndToEndOptions options)
    {
        // The start's bytes are long, so their hash stands for them.
        var text = JsonSerializer.Serialize(options with { InitialWeights = default, Threads = 0, StoredBytes = 0 }, Json);
        return Hash($"{text}|{Convert.ToHexStringLower(SHA256.HashData(options.InitialWeights.Span))}|{options.Network.Name}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
