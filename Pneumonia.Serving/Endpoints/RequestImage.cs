namespace Pneumonia.Serving.Endpoints;

/// <summary>One image of a request.</summary>
/// <param name="Bytes">As they came; nothing is known of them.</param>
/// <param name="Name">What the sender calls it: handed back in the answer, used for nothing else, never logged.</param>
internal readonly record struct RequestImage(byte[] Bytes, string? Name);
