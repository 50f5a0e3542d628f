namespace Pneumonia.Model.Imaging;

/// <summary>How the stored rows and columns lie in the upright image. The numbers are those of the EXIF tag 0x0112.</summary>
public enum ImageOrientation
{
    /// <summary>Stored upright.</summary>
    TopLeft = 1,

    /// <summary>Stored mirrored left to right.</summary>
    TopRight = 2,

    /// <summary>Stored turned by 180°.</summary>
    BottomRight = 3,

    /// <summary>Stored mirrored top to bottom.</summary>
    BottomLeft = 4,

    /// <summary>Stored with rows and columns exchanged.</summary>
    LeftTop = 5,

    /// <summary>Stored so that a turn by 90° clockwise sets it upright.</summary>
    RightTop = 6,

    /// <summary>Stored with rows and columns exchanged about the other diagonal.</summary>
    RightBottom = 7,

    /// <summary>Stored so that a turn by 90° counter-clockwise sets it upright.</summary>
    LeftBottom = 8,
}
