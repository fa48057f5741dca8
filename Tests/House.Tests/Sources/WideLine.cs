using ConcurrencyBench.House.Tests.Checkouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>A line that is wider than the limit.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Columns">How wide it is.</param>
internal sealed record WideLine(Place Place, int Columns)
{
    /// <summary>The limit, in columns. The formatter keeps it for code; it does not break comments and strings.</summary>
    public const int Limit = 140;

    /// <summary>Finds the lines over the limit. Raw and verbatim strings do not count: they hold another language, such as JSON.</summary>
    public static IEnumerable<WideLine> Find(SourceFile file)
    {
        (int Index, string Item)[] wide = [.. file.Lines.Index().Where(line => line.Item.Length > Limit)];
        HashSet<int> quoted = wide.Length == 0 ? [] : [.. QuotedLines(file.Syntax)];
        return wide.Where(line => !quoted.Contains(line.Index))
            .Select(line => new WideLine(new(file.Path, line.Index + 1), line.Item.Length));
    }

    public override string ToString() => $"{Place}: {Columns} columns";

    private static IEnumerable<int> QuotedLines(SyntaxNode root) =>
        root.DescendantTokens()
            .Where(IsQuoted)
            .Select(token => token.Parent is InterpolatedStringExpressionSyntax text ? text.GetLocation() : token.GetLocation())
            .Select(location => location.GetLineSpan())
            .SelectMany(span => Enumerable.Range(span.StartLinePosition.Line, span.EndLinePosition.Line - span.StartLinePosition.Line + 1));

    private static bool IsQuoted(SyntaxToken token) =>
        token.Kind() switch
        {
            SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => true,
            SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken => true,
            SyntaxKind.InterpolatedVerbatimStringStartToken => true,
            SyntaxKind.StringLiteralToken => token.Text.StartsWith('@'),
            _ => false,
        };
}
