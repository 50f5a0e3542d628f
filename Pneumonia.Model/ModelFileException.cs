namespace Pneumonia.Model;

/// <summary>Why a model file was refused.</summary>
public enum ModelFileFault
{
    /// <summary>There is no such file, or it may not be read.</summary>
    Missing,

    /// <summary>The bytes are no .zip, or break off.</summary>
    NotAZip,

    /// <summary>A .zip, but not one of Pneumonia.MLNet.</summary>
    NotAPneumoniaModel,

    /// <summary>Made by a newer version than this one can read.</summary>
    NewerFormat,

    /// <summary>A part of the file does not match the hash written beside it, or contradicts another part.</summary>
    Corrupt,

    /// <summary>A part is larger than <see cref="ClassifierOptions.MaxGraphBytes"/> or than any manifest.</summary>
    TooLarge,

    /// <summary>The file is sound, but what runs it is not there.</summary>
    RuntimeMissing,

    /// <summary>The model answers, but can't show where its answers come from.</summary>
    WithoutHeatMaps,
}

/// <summary>A model file was refused. The message names the file, the rule and the value found.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Makes the exception.</summary>
    public ModelFileException(ModelFileFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <value>Which rule the file broke.</value>
    public ModelFileFault Fault { get; }
}
