using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pneumonia.Tests.Docs.Markdown;

namespace Pneumonia.Tests.Docs.CSharp;

/// <summary>
/// Compiles a block as a program of its own, as it would be in a fresh <c>dotnet new console</c> or <c>dotnet new web</c>: with the SDK's implicit
/// usings, nullable references, and warnings as errors. Nothing is put around it: what a reader copies is what is compiled.
/// </summary>
internal static class BlockCompiler
{
    private const string ConsoleUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string WebUsings = ConsoleUsings + """

        global using System.Net.Http.Json;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly CSharpCompilationOptions Program = new(
        OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Debug, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error);

    // What this process could load, a program of the same packages could reference; the tests' own assemblies it could not.
    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileNameWithoutExtension(path) is var name && name is not ("Pneumonia.Tests" or "pneumonia") && !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ]);

    public static bool IsWeb(CodeBlock block) => block.Text.Contains("WebApplication", StringComparison.Ordinal);

    /// <summary>Writes the program; fails the test with every message of the compiler.</summary>
    public static void Compile(CodeBlock block, string assembly)
    {
        var program = Compilation(block.Text, IsWeb(block) ? WebUsings : ConsoleUsings, Path.GetFileNameWithoutExtension(assembly));
        using var file = File.Create(assembly);
        var result = program.Emit(file);
        string[] faults = [.. result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{block.Page}:{block.Line + 1 + d.Location.GetLineSpan().StartLinePosition.Line}: {d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    /// <summary>Whether the compiler takes this text as a program.</summary>
    public static bool Takes(string text)
        => !Compilation(text, ConsoleUsings, "probe").GetDiagnostics().Any(static d => d.Severity == DiagnosticSeverity.Error);

    private static CSharpCompilation Compilation(string text, string usings, string name) => CSharpCompilation.Create(
        name, [CSharpSyntaxTree.ParseText(text, Language), CSharpSyntaxTree.ParseText(usings, Language)], References.Value, Program);
}
