using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ConcurrencyBench.House.Tests.Arrows;

/// <summary>Compiles a few lines of C# in memory and reads the arrows from what the compiler writes.</summary>
internal static class Snippet
{
    /// <summary>The name of the assembly and its root namespace.</summary>
    public const string Name = "Snippet";

    private static readonly ImmutableArray<MetadataReference> Runtime =
    [
        MetadataReference.CreateFromFile(typeof(object).Assembly.Location),
        MetadataReference.CreateFromFile(System.Reflection.Assembly.Load("System.Runtime").Location),
    ];

    /// <summary>Reads the arrows between types of the snippet, for example <c>A -> B</c>, sorted.</summary>
    public static ImmutableArray<string> ReadArrows(string source) =>
        [.. Read(source).Where(arrow => arrow.To.Assembly == Name).Select(arrow => arrow.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Reads the arrows between the first-level folders of the snippet.</summary>
    public static ImmutableArray<GroupArrow> ReadFolderArrows(string source) =>
        GroupArrow.Join(Read(source), type => type.Assembly == Name ? type.FindFolder(Name) : null);

    private static ImmutableArray<TypeArrow> Read(string source)
    {
        // Not optimised, so that the compiler keeps a local variable that nothing needs.
        CSharpCompilationOptions options = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);
        using MemoryStream assembly = new();
        var result = CSharpCompilation.Create(Name, [CSharpSyntaxTree.ParseText(source)], Runtime, options).Emit(assembly);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        assembly.Position = 0;
        return AssemblyReader.Read(assembly);
    }
}
