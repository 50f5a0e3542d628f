namespace Pneumonia.Cli.Commands;

/// <summary>What <c>--engine</c> may say.</summary>
internal enum EngineChoice
{
    /// <summary>Whatever can run here and fits.</summary>
    Auto,

    /// <summary>Heads on frozen features.</summary>
    Frozen,

    /// <summary>End to end by TorchSharp.</summary>
    Torch,

    /// <summary>ML.NET's own image classification.</summary>
    Tensorflow,
}
