using BenchmarkDotNet.Loggers;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Lets through only what BenchmarkDotNet calls an error. Its whole log is in a file beside the reports.</summary>
internal sealed class ErrorLogger(ConsoleView view) : ILogger
{
    // BenchmarkDotNet warns of copies that a test runner makes there. A clone below the temporary folder is none, and measures as any
    // other.
    private const string NoteOnTemporaryFolder = "is located in temp";

    private string _line = "";

    public string Id => nameof(ErrorLogger);

    public int Priority => 0;

    public void Write(LogKind logKind, string text)
    {
        if (logKind == LogKind.Error)
        {
            _line += text;
        }
    }

    public void WriteLine()
    {
        if (!string.IsNullOrWhiteSpace(_line) && !_line.Contains(NoteOnTemporaryFolder, StringComparison.Ordinal))
        {
            view.Complain([_line.TrimEnd()]);
        }

        _line = "";
    }

    public void WriteLine(LogKind logKind, string text)
    {
        Write(logKind, text);
        WriteLine();
    }

    public void Flush() { }
}
