using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>A line that says something: no blank line, no using, no namespace, not only punctuation.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">Without the white space at its ends.</param>
internal readonly record struct CodeLine(Place Place, string Text)
{
    /// <summary>Finds the lines of a file that say something, in their order.</summary>
    public static ImmutableArray<CodeLine> Find(SourceFile file) =>
        [
            .. file
                .Lines.Index()
                .Select(line => new CodeLine(new(file.Path, line.Index + 1), line.Item.Trim()))
                .Where(line => line.Text.Any(char.IsLetterOrDigit) && !IsHeader(line.Text)),
        ];

    // A using statement has a parenthesis or a variable and counts as code.
    private static bool IsHeader(string text) =>
        text.StartsWith("namespace ", StringComparison.Ordinal)
        || text.StartsWith("global using ", StringComparison.Ordinal)
        || (text.StartsWith("using ", StringComparison.Ordinal) && text.EndsWith(';') && !text.Contains('(') && !text.Contains(" new"));
}
