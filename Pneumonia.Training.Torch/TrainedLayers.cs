namespace Pneumonia.Training.Torch;

/// <summary>Which layers learn; the others keep their weights and statistics.</summary>
public enum TrainedLayers
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The last stage and what follows it.</summary>
    LastStage,

    /// <summary>Only the linear head.</summary>
    Head,
}
