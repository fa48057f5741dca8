using ConcurrencyBench.House.Tests.Checkouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>Finds the functions of a file: methods, constructors, operators, accessors, local functions, top-level statements.</summary>
internal static class FunctionFinder
{
    /// <returns>Those with a body. A local function is also part of the function around it. A lambda is only a part.</returns>
    public static IEnumerable<Function> Find(SourceFile file)
    {
        IEnumerable<Function> declared = file
            .Syntax.DescendantNodes()
            .Where(HasBody)
            .Select(node => Measure(file, $"{GetTypeName(node)}.{GetName(node)}", GetSignatureStart(node), node.GetLastToken()));
        GlobalStatementSyntax[] statements = [.. file.Syntax.Members.OfType<GlobalStatementSyntax>()];
        return statements.Length == 0
            ? declared
            : declared.Prepend(Measure(file, "(top-level statements)", statements[0].GetFirstToken(), statements[^1].GetLastToken()));
    }

    private static Function Measure(SourceFile file, string name, SyntaxToken first, SyntaxToken last)
    {
        Place start = file.GetPlace(first);
        return new(name, start, last.GetLocation().GetLineSpan().EndLinePosition.Line + 2 - start.Line);
    }

    private static bool HasBody(SyntaxNode node) =>
        node switch
        {
            BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
            AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
            LocalFunctionStatementSyntax local => local.Body is not null || local.ExpressionBody is not null,
            PropertyDeclarationSyntax property => property.ExpressionBody is not null,
            IndexerDeclarationSyntax indexer => indexer.ExpressionBody is not null,
            _ => false,
        };

    // Documentation is no token, so only attributes have to be passed over.
    private static SyntaxToken GetSignatureStart(SyntaxNode node) =>
        node.ChildNodesAndTokens().First(child => !child.IsKind(SyntaxKind.AttributeList)) is var first && first.IsToken
            ? first.AsToken()
            : first.AsNode()!.GetFirstToken();

    private static string GetName(SyntaxNode node) =>
        node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
            OperatorDeclarationSyntax @operator => "operator " + @operator.OperatorToken.Text,
            ConversionOperatorDeclarationSyntax conversion => "operator " + conversion.Type,
            LocalFunctionStatementSyntax local => local.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            IndexerDeclarationSyntax => "this",
            AccessorDeclarationSyntax accessor => GetAccessorName(accessor),
            _ => "~",
        };

    private static string GetAccessorName(AccessorDeclarationSyntax accessor) =>
        accessor.Parent?.Parent switch
        {
            PropertyDeclarationSyntax property => $"{property.Identifier.Text}.{accessor.Keyword.Text}",
            EventDeclarationSyntax @event => $"{@event.Identifier.Text}.{accessor.Keyword.Text}",
            _ => $"this.{accessor.Keyword.Text}",
        };

    private static string GetTypeName(SyntaxNode node) =>
        node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.Text ?? "(top-level statements)";
}
