using OxyPlot;

namespace Pneumonia.Training.Report.Charts;

/// <summary>
/// Measures text with room to spare. OxyPlot measures Arial, but the page is shown in the reader's own font, and many of them run wider:
/// legends would be cut and titles would touch their axes.
/// </summary>
internal sealed class RoomyText() : PdfRenderContext(1, 1, OxyColors.Undefined)
{
    private const double Room = 1.45;

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        var size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
        return new OxySize(size.Width * Room, size.Height);
    }
}
