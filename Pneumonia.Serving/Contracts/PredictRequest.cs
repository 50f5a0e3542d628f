namespace Pneumonia.Serving.Contracts;

/// <summary>Images as JSON.</summary>
/// <param name="Images">One or more.</param>
internal sealed record PredictRequest(IReadOnlyList<JsonImage?>? Images);

/// <summary>One image as JSON.</summary>
/// <param name="Data">The encoded file (JPEG, PNG, BMP, GIF or WebP), base64.</param>
/// <param name="Name">Anything; it comes back with the answer.</param>
internal sealed record JsonImage(byte[]? Data, string? Name = null);
