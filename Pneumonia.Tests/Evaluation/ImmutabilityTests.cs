using System.Reflection;
using System.Runtime.CompilerServices;
using Pneumonia.Training.Evaluation;

namespace Pneumonia.Tests.Evaluation;

/// <summary>Results of evaluation and calibration can't be changed after they were made.</summary>
[TestClass]
public sealed class ImmutabilityTests
{
    [TestMethod]
    public void PublicTypes_OfBothFolders_HaveNoSettersAndNoArrays()
    {
        var types = typeof(Metrics).Assembly.GetExportedTypes()
            .Where(type => type.Namespace is "Pneumonia.Training.Evaluation" or "Pneumonia.Training.Calibration");
        foreach (var property in types.SelectMany(type => type.GetProperties()))
        {
            var name = $"{property.DeclaringType!.Name}.{property.Name}";
            Assert.IsFalse(property.PropertyType.IsArray, $"{name} is an array, which callers could change.");
            Assert.IsTrue(property.SetMethod is null || IsInitOnly(property.SetMethod), $"{name} has a setter.");
        }
    }

    private static bool IsInitOnly(MethodInfo setter)
        => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
