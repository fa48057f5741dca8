using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>The file of a gate's run. The file of a killed process is complete up to its last line.</summary>
internal sealed class RunFile : IDisposable
{
    /// <summary>The extension of a run's file. The verdict stands beside it, with other extensions.</summary>
    public const string Extension = ".jsonl";

    private const string NoRun = "it is no file of a gate's run (gate.jsonl).";

    private readonly LineFile<RunLine> _file;

    private RunFile(string path, LineFile<RunLine> file)
    {
        Path = path;
        _file = file;
    }

    public string Path { get; }

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">There is one already, or it cannot be written.</exception>
    public static RunFile Create(string path) => new(path, LineFile<RunLine>.Create(path));

    /// <summary>Opens a file to go on with it, and cuts off an incomplete last line.</summary>
    /// <exception cref="ReportFormatException">It is no run's file.</exception>
    /// <exception cref="IOException">Another process writes it, or it cannot be written.</exception>
    public static RunFile Resume(string path, out GateRun run) => new(path, LineFile<RunLine>.Resume(path, NoRun, CreateRun, out run));

    /// <summary>Reads a file without changing it.</summary>
    /// <exception cref="ReportFormatException">It cannot be read, or is no run's file.</exception>
    public static GateRun Read(string path) => CreateRun(path, LineFile<RunLine>.Read(path, NoRun));

    /// <inheritdoc cref="LineFile{TLine}.Append"/>
    public void Append(RunLine line) => _file.Append(line);

    public void Dispose() => _file.Dispose();

    private static GateRun CreateRun(string path, ImmutableArray<RunLine> lines)
    {
        GateRun run = Begin(path, lines[0]);
        for (int i = 1; i < lines.Length; i++)
        {
            run = lines[i] is HeaderLine ? throw LineFile<RunLine>.CreateDamaged(path, i + 1) : run.With(lines[i]);
        }

        return run;
    }

    private static GateRun Begin(string path, RunLine line) =>
        line is not HeaderLine header ? throw new ReportFormatException(path, NoRun)
        : header.SchemaVersion is < 1 or > HeaderLine.CurrentSchema
            ? throw new ReportFormatException(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"its schemaVersion is {header.SchemaVersion}, and this program knows 1 to {HeaderLine.CurrentSchema}. Take "
                        + $"a newer program."
                )
            )
        : GateRun.Begin(header);
}
