using System.Text.RegularExpressions;
using ConcurrencyBench.House.Tests.Checkouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>Finds names that say too little.</summary>
internal static partial class NameFinder
{
    private static readonly ImmutableArray<string> NumberTypes = ["double", "int", "long"];

    /// <summary>Finds the methods that are called <c>Of</c>.</summary>
    public static IEnumerable<Place> FindMethodsNamedOf(SourceFile file) =>
        file
            .Syntax.DescendantNodes()
            .Select(node =>
                node switch
                {
                    MethodDeclarationSyntax method => method.Identifier,
                    LocalFunctionStatementSyntax local => local.Identifier,
                    _ => default,
                }
            )
            .Where(name => name.Text == "Of")
            .Select(file.GetPlace);

    /// <summary>Finds the fields and properties that are read or written with <c>this.</c> before them.</summary>
    public static IEnumerable<Place> FindQualified(SourceFile file) =>
        file
            .Syntax.DescendantNodes()
            .OfType<MemberAccessExpressionSyntax>()
            .Where(access => access is { Expression: ThisExpressionSyntax, Parent: not InvocationExpressionSyntax })
            .Select(access => file.GetPlace(access.Name.Identifier));

    /// <summary>Finds numbers whose name promises a time and does not say its unit.</summary>
    /// <remarks>It knows only names, so it also finds a limit that is no time.</remarks>
    public static IEnumerable<UnitlessTime> FindUnitlessTimes(SourceFile file) =>
        file
            .Syntax.DescendantNodes()
            .SelectMany(FindDeclarations)
            .Where(declared => NumberTypes.Contains(declared.Type.ToString().TrimEnd('?')) && TimeName().IsMatch(declared.Name.Text))
            .Select(declared => new UnitlessTime(file.GetPlace(declared.Name), declared.Type.ToString(), declared.Name.Text));

    private static IEnumerable<(TypeSyntax Type, SyntaxToken Name)> FindDeclarations(SyntaxNode node) =>
        node switch
        {
            PropertyDeclarationSyntax property => [(property.Type, property.Identifier)],
            ParameterSyntax { Type: { } type } parameter => [(type, parameter.Identifier)],
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => (field.Declaration.Type, variable.Identifier)),
            _ => [],
        };

    [GeneratedRegex(
        "(^|^_)(time|duration|elapsed|timeout|delay|interval|wait|limit)$|(Time|Duration|Elapsed|Timeout|Delay|Interval|Wait|Limit)$"
    )]
    private static partial Regex TimeName();
}
