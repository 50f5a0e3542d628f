namespace Pneumonia.Model.Imaging;

/// <summary>Turns stored pixels upright, as the EXIF orientation asks.</summary>
internal static class Upright
{
    /// <summary>Whether rows and columns change places.</summary>
    internal static bool SwapsSides(ImageOrientation orientation) => orientation >= ImageOrientation.LeftTop;

    /// <param name="stored">width × height pixels, row by row.</param>
    /// <param name="width">Stored columns.</param>
    /// <param name="height">Stored rows.</param>
    /// <param name="orientation">How they lie.</param>
    /// <param name="upright">Receives the pixels; height × width of them where the sides change places. Must not overlap.</param>
    internal static void Turn(ReadOnlySpan<float> stored, int width, int height, ImageOrientation orientation, Span<float> upright)
    {
        var swaps = SwapsSides(orientation);
        var fromRight = orientation is ImageOrientation.TopRight or ImageOrientation.BottomRight or ImageOrientation.RightBottom or ImageOrientation.LeftBottom;
        var fromBottom = orientation is ImageOrientation.BottomRight or ImageOrientation.BottomLeft or ImageOrientation.RightTop or ImageOrientation.RightBottom;
        var (columns, rows) = swaps ? (height, width) : (width, height);
        var target = 0;
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var (column, row) = swaps ? (y, x) : (x, y);
                if (fromRight) column = width - 1 - column;
                if (fromBottom) row = height - 1 - row;
                upright[target++] = stored[row * width + column];
            }
        }
    }
}
