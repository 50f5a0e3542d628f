using Microsoft.ML.Data;

namespace Pneumonia.Model;

/// <summary>One row on ML.NET's road: an encoded image.</summary>
public sealed class ModelInput
{
    /// <value>The file's bytes (JPEG, PNG, BMP, GIF or WebP).</value>
    [ColumnName("ImageSource")]
    public byte[] ImageSource { get; set; } = [];

    /// <value>The true label where it is known; not used for prediction.</value>
    [ColumnName("Label")]
    public string? Label { get; set; }
}
