using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>The result of a command, and its form in each format. A form is created only when a file asks for it.</summary>
/// <param name="Title">The title of the Markdown and the page.</param>
/// <param name="Blocks">The blocks on the console and in the step summary.</param>
/// <param name="Json">Renders the figures.</param>
internal sealed record CommandResult(string Title, ImmutableArray<Block> Blocks, Func<string> Json)
{
    /// <summary>Renders the table; null when the command has no CSV.</summary>
    public Func<string>? Csv { get; init; }

    /// <summary>Renders a page for the file of this name, from which its links lead; null for a page of the blocks.</summary>
    public Func<string, string>? Html { get; init; }

    /// <summary>Renders Markdown for the file of this name, from which its links lead; null for that of the blocks.</summary>
    public Func<string, string>? Markdown { get; init; }

    /// <returns>The text for a file, in the format of its extension.</returns>
    public string Render(string file) =>
        Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".csv" when Csv is not null => Csv(),
            ".json" => Json(),
            ".html" or ".htm" => Html is null ? Page.Render(Title, "", Blocks) : Html(file),
            _ => Markdown is null ? RenderMarkdown() : Markdown(file),
        };

    /// <returns>The blocks as Markdown.</returns>
    public string RenderMarkdown() => MarkdownRenderer.Render(Title, Blocks);
}

/// <summary>Shows a result on the console, writes it to files, and adds it to the step summary.</summary>
/// <param name="output">The console and the step summary.</param>
internal sealed class ResultPublisher(CommandOutput output)
{
    /// <param name="result">The result.</param>
    /// <param name="files">Files in the formats of their extensions.</param>
    /// <param name="comment">A file for a comment on a pull request; null for none.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Publish(CommandResult result, IEnumerable<string> files, string? comment = null)
    {
        ConsoleRenderer.Render(output.Console, result.Blocks);
        if (comment is not null)
        {
            AtomicFile.Write(comment, CommentText.Render(comment, result.Title, result.Blocks));
        }

        foreach (string file in files)
        {
            AtomicFile.Write(file, result.Render(file));
        }

        if (output.StepSummaryFile is { Length: > 0 } summary)
        {
            File.AppendAllText(summary, result.RenderMarkdown());
        }
    }
}
