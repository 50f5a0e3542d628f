using System.Text.Json.Serialization;

namespace Pneumonia.Serving.Contracts;

/// <summary>How the contract is written: camelCase, nothing deeper than it needs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 16)]
[JsonSerializable(typeof(PredictRequest))]
[JsonSerializable(typeof(PredictResponse))]
[JsonSerializable(typeof(InfoResponse))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class ServingJson : JsonSerializerContext;
