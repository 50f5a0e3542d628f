using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Pneumonia.Model;
using Pneumonia.Training;

namespace Pneumonia.Tests.Model;

/// <summary>Whatever is handed out can't be changed by whoever gets it. ML.NET's two row classes are the exception: it fills them.</summary>
[TestClass]
public sealed class ImmutabilityTests
{
    private static readonly Type[] Types =
    [
        .. new[] { typeof(PneumoniaClassifier).Assembly, typeof(TrainingPipeline).Assembly, typeof(global::Pneumonia.Serving.PneumoniaPredictor).Assembly }
            .SelectMany(static a => a.GetExportedTypes())
            .Where(static t => t != typeof(ModelInput) && t != typeof(ModelOutput) && !t.IsEnum && t.Namespace?.EndsWith(".Proto", StringComparison.Ordinal) != true),
    ];

    [TestMethod]
    public void Properties_OfAllPublicTypes_CannotBeSetAfterwards()
    {
        var settable = Types.SelectMany(static t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Any(static m => m.Name == "IsExternalInit"));
        Assert.AreEqual("", string.Join(", ", settable.Select(static p => $"{p.DeclaringType!.Name}.{p.Name}")));
    }

    [TestMethod]
    public void Fields_OfAllPublicTypes_AreConstantsOnly()
    {
        var fields = Types.SelectMany(static t => t.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static f => !f.IsLiteral);
        Assert.AreEqual("", string.Join(", ", fields.Select(static f => $"{f.DeclaringType!.Name}.{f.Name}")));
    }

    [TestMethod]
    public void Properties_OfAllPublicTypes_ExposeNoMutableCollection()
    {
        var mutable = Types.SelectMany(static t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static p => IsMutable(p.PropertyType));
        Assert.AreEqual("", string.Join(", ", mutable.Select(static p => $"{p.DeclaringType!.Name}.{p.Name}")));
    }

    [TestMethod]
    public void Types_Public_AreSealedUnlessMadeToBeDerivedFrom()
    {
        var open = Types.Where(static t => t is { IsClass: true, IsSealed: false, IsAbstract: false });
        Assert.AreEqual("", string.Join(", ", open.Select(static t => t.FullName)));
    }

    private static bool IsMutable(Type type)
    {
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type)) return false;
        if (type.IsArray) return true;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition.Namespace != typeof(ImmutableArray).Namespace
            && definition != typeof(IReadOnlyList<>) && definition != typeof(IReadOnlyCollection<>)
            && definition != typeof(IReadOnlyDictionary<,>) && definition != typeof(IReadOnlySet<>) && definition != typeof(IEnumerable<>);
    }
}
