namespace Pneumonia.Serving;

/// <summary>Names for OpenTelemetry: <c>AddMeter(PneumoniaTelemetry.Name)</c> and <c>AddSource(PneumoniaTelemetry.Name)</c>.</summary>
public static class PneumoniaTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Pneumonia.Serving";
}
