using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>The answer of a verb on the console, and as Markdown where the user wants that.</summary>
internal static class OutputFile
{
    /// <param name="title">The title of the file.</param>
    /// <param name="blocks">The answer.</param>
    /// <param name="path">The file; null for none.</param>
    /// <param name="view">The console.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void Show(string title, ImmutableArray<Block> blocks, string? path, ConsoleView view)
    {
        view.Show(blocks);
        if (path is not null)
        {
            Write(path, MarkdownRenderer.Render(title, blocks));
        }
    }

    /// <param name="path">The file, as the user named it.</param>
    /// <param name="text">What it is to hold.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            AtomicFile.Write(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be written. {exception.Message} Choose another with --output.");
        }
    }
}
