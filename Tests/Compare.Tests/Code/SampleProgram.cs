using System.Collections.Concurrent;
using System.Text;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace ConcurrencyBench.Compare.Tests.Code;

/// <summary>
/// A benchmark program of two assemblies, compiled from texts as the SDK does it: optimised, deterministic, with a PDB and the path of
/// its source.
/// </summary>
internal sealed class SampleProgram : IDisposable
{
    private static readonly ImmutableArray<MetadataReference> Runtime =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // The attributes of BenchmarkDotNet, as far as the programs have them.
    private static readonly byte[] Annotations = Compile(
        "BenchmarkDotNet.Annotations",
        """
        using System;
        using System.Runtime.CompilerServices;
        namespace BenchmarkDotNet.Attributes
        {
            public class BenchmarkAttribute([CallerLineNumber] int line = 0, [CallerFilePath] string file = "") : Attribute
            {
                public bool Baseline { get; set; }
                public string File => file + line;
            }
            public class ParamsAttribute(params object[] values) : Attribute { public object[] Values => values; }
            public class ParamsSourceAttribute(string name) : Attribute { public string Name => name; }
            public class ArgumentsSourceAttribute(string name) : Attribute { public string Name => name; }
            public class GlobalSetupAttribute : Attribute { public string Target { get; set; } public string[] Targets { get; set; } }
            public class IterationCleanupAttribute : Attribute { public string Target { get; set; } }
            [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
            public class GenericTypeArgumentsAttribute(params Type[] types) : Attribute { public Type[] Types => types; }
            public class ConfigAttribute(Type type) : Attribute { public Type Type => type; }
        }
        namespace BenchmarkDotNet.Running { public static class BenchmarkRunner { public static void Run<T>() { } } }
        """,
        []
    );

    // The same text is compiled once.
    private static readonly ConcurrentDictionary<
        (string Library, string App, string Folder, string Resource),
        (byte[] Library, byte[] App)
    > Built = new();

    private readonly TemporaryFolder _folder = new();

    /// <param name="library">The source of Lib.dll.</param>
    /// <param name="app">The source of App.dll, with the benchmarks.</param>
    /// <param name="sourceFolder">The folder that both compilers are told.</param>
    /// <param name="resource">The content of a resource of App.dll.</param>
    public SampleProgram(string library, string app, string sourceFolder = "/source", string resource = "resource")
    {
        (byte[] libraryBytes, byte[] appBytes) = Built.GetOrAdd(
            (library, app, sourceFolder, resource),
            key =>
            {
                byte[] built = Compile("Lib", key.Library, [Annotations], key.Folder);
                return (built, Compile("App", key.App, [Annotations, built], key.Folder, key.Resource));
            }
        );
        Write("BenchmarkDotNet.Annotations.dll", Annotations);
        Write("Lib.dll", libraryBytes);
        Write("App.dll", appBytes);
        Write("App.runtimeconfig.json", """{ "runtimeOptions": { "tfm": "net10.0" } }""");
        Write("App.deps.json", """{ "targets": {} }""");
    }

    public string Folder => _folder.Path;

    public ProgramFiles Files => new(_folder.Path, "App.dll");

    /// <summary>Compares both programs.</summary>
    /// <returns>The first difference in words; null for none.</returns>
    public string? FindChange(SampleProgram candidate) => CodeChanges.Find(Folder, candidate.Folder).First;

    public AffectedBenchmarks FindAffected(SampleProgram candidate) => AffectedBenchmarks.Find(Files, candidate.Files);

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(Folder, name), bytes);

    public void Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => _folder.Dispose();

    /// <returns>An assembly; a program where its source has a Main.</returns>
    public static byte[] Compile(
        string name,
        string source,
        ImmutableArray<byte[]> references,
        string folder = "/source",
        string resource = "resource"
    )
    {
        string path = $"{folder}/{name}.cs";
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), CSharpParseOptions.Default, path)],
            [.. Runtime, .. references.Select(bytes => MetadataReference.CreateFromImage(bytes))],
            new CSharpCompilationOptions(
                source.Contains("void Main(", StringComparison.Ordinal)
                    ? OutputKind.ConsoleApplication
                    : OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                deterministic: true,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        using MemoryStream assembly = new();
        using MemoryStream symbols = new();
        EmitResult result = compilation.Emit(
            assembly,
            symbols,
            manifestResources: [new ResourceDescription("data", () => new MemoryStream(Encoding.UTF8.GetBytes(resource)), isPublic: true)],
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: $"{folder}/{name}.pdb")
        );
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return assembly.ToArray();
    }
}
