using System.Text.RegularExpressions;
using ConcurrencyBench.House.Tests.Checkouts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>The summary of a type or a member.</summary>
/// <param name="Place">Where the summary begins.</param>
/// <param name="Text">Without line breaks; a reference in it is left out.</param>
internal sealed partial record Summary(Place Place, string Text)
{
    private static readonly ImmutableArray<string> QuestionWords = ["What", "Who", "How", "Whether"];

    /// <summary>True where it begins with a question word instead of naming what the member is or does.</summary>
    public bool IsQuestion => QuestionWords.Contains(FirstWord().Match(Text).Value);

    /// <summary>Finds the summaries of a file.</summary>
    public static IEnumerable<Summary> Find(SourceFile file) =>
        file
            .Syntax.DescendantNodes()
            .OfType<MemberDeclarationSyntax>()
            .SelectMany(member => member.GetLeadingTrivia())
            .Select(trivia => trivia.GetStructure())
            .OfType<DocumentationCommentTriviaSyntax>()
            .SelectMany(comment => comment.Content.OfType<XmlElementSyntax>())
            .Where(element => element.StartTag.Name.LocalName.Text == "summary")
            .Select(element => new Summary(file.GetPlace(element.StartTag.LessThanToken), GetText(element)));

    public override string ToString() => $"{Place}: {Text}";

    private static string GetText(XmlElementSyntax element) =>
        WhiteSpace()
            .Replace(string.Concat(element.DescendantNodes().OfType<XmlTextSyntax>().SelectMany(text => text.TextTokens)), " ")
            .Trim();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
