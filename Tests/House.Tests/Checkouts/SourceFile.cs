using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConcurrencyBench.House.Tests.Checkouts;

/// <summary>One C# file of a checkout, parsed.</summary>
/// <param name="Path">Relative to the checkout, with slashes.</param>
/// <param name="Project">The name of its project.</param>
/// <param name="Lines">Its lines without their ends.</param>
/// <param name="Syntax">Its syntax tree.</param>
internal sealed record SourceFile(string Path, string Project, ImmutableArray<string> Lines, CompilationUnitSyntax Syntax)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    /// <summary>Parses the text of a file.</summary>
    public static SourceFile Parse(string path, string project, string text) =>
        new(path, project, SplitLines(text), CSharpSyntaxTree.ParseText(text, Options).GetCompilationUnitRoot());

    /// <summary>The place where a token begins.</summary>
    public Place GetPlace(SyntaxToken token) => new(Path, token.GetLocation().GetLineSpan().StartLinePosition.Line + 1);

    // The line end at the end of a file ends its last line and begins no other.
    private static ImmutableArray<string> SplitLines(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? [.. lines[..^1]] : [.. lines];
    }
}
