using System.Globalization;

namespace Pneumonia.Tests.Faults;

/// <summary>How much a fault test does: little in every run of the tests, more where a variable of the environment asks for it.</summary>
internal static class Extent
{
    public static int Of(string variable, int byDefault)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : byDefault;
}
