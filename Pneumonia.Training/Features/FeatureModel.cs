namespace Pneumonia.Training.Features;

/// <summary>A graph from pixels [N,1,S,S] to features [N,F], and what it may be called in the store.</summary>
/// <param name="Graph">The ONNX bytes.</param>
/// <param name="InputSize">Side S, in pixels.</param>
/// <param name="Width">F.</param>
/// <param name="Key">Backbone hash and everything else that would change a vector.</param>
internal sealed record FeatureModel(byte[] Graph, int InputSize, int Width, string Key);
