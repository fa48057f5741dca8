using System.Text.RegularExpressions;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>
/// Markdown for a comment that stays one: its first line is a marker that no reader sees, by which a workflow finds the comment of an
/// earlier run and edits it.
/// </summary>
internal static partial class CommentText
{
    // GitHub takes 65,536 characters.
    private const int MostCharacters = 60_000;

    /// <param name="file">The file of the comment; its name is in the marker, so that comments of other files are others.</param>
    /// <param name="title">The title.</param>
    /// <param name="blocks">The document.</param>
    public static string Render(string file, string title, ImmutableArray<Block> blocks)
    {
        string text = MarkdownRenderer.Render(title, blocks);
        if (text.Length > MostCharacters)
        {
            text = text[..(text.LastIndexOf('\n', MostCharacters) + 1)] + "\nThe rest is left out: a comment has a largest size.\n";
        }

        return $"{CreateMarker(file)}\n{text}";
    }

    /// <summary>The first line of a comment, such as <c>&lt;!-- bdn-compare: gate --&gt;</c>.</summary>
    public static string CreateMarker(string file) =>
        $"<!-- bdn-compare: {NotInMarkers().Replace(Path.GetFileNameWithoutExtension(file), "_")} -->";

    // Two hyphens would end the comment of HTML.
    [GeneratedRegex(@"--+|[^\w.\-]+")]
    private static partial Regex NotInMarkers();
}
