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

    internal static string Of(TrainingJob job)
    {
        // Value tuples are fields; the start's bytes are long, so their hash stands for them. Threads decide about last bits only.
        var options = job.Options with { InitialWeights = default, Threads = 0, StoredBytes = 0, Members = 1 };
        var text = JsonSerializer.Serialize(options, Json)
            + '|' + Convert.ToHexStringLower(SHA256.HashData(job.Options.InitialWeights.Span))
            + '|' + job.Plan.Spec.Name + '|' + job.Seed + '|' + job.DataKey
            + '|' + string.Join(',', job.Rows) + '|' + string.Join(',', job.HeldOut);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
