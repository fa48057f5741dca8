using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>
/// The file of a run: JSON Lines, one line for each event, flushed at once. The file of a killed process is complete up to its last
/// line; an incomplete last line is dropped.
/// </summary>
internal sealed class RunFile : IDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The extension of a run's file. The verdict stands beside it, with other extensions.</summary>
    public const string Extension = ".jsonl";

    // Two gates that write to one file damage it. On Unix only this mode keeps another .NET program from writing.
    private const FileShare Alone = FileShare.None;

    private readonly FileStream _stream;

    private RunFile(string path, FileStream stream)
    {
        Path = path;
        _stream = stream;
    }

    public string Path { get; }

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">There is one already, or it cannot be written.</exception>
    public static RunFile Create(string path) => new(path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, Alone));

    /// <summary>Opens a file to go on with it, and cuts off an incomplete last line.</summary>
    /// <exception cref="ReportFormatException">It is no run's file.</exception>
    /// <exception cref="IOException">Another process writes it, or it cannot be written.</exception>
    public static RunFile Resume(string path, out GateRun run)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, Alone);
        try
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            run = Parse(path, bytes, out int whole);
            stream.SetLength(whole);
            stream.Seek(0, SeekOrigin.End);
            return new RunFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file without changing it.</summary>
    /// <exception cref="ReportFormatException">It cannot be read, or is no run's file.</exception>
    public static GateRun Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllBytes(path), out _);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(path, exception.Message);
        }
    }

    /// <summary>Adds a line; it is on its way to the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written: nothing of it stays.</exception>
    public void Append(RunLine line)
    {
        long before = _stream.Length;
        try
        {
            _stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, Options) + "\n"));
            _stream.Flush();
        }
        catch
        {
            _stream.SetLength(before);
            throw;
        }
    }

    public void Dispose() => _stream.Dispose();

    private static GateRun Parse(string path, ReadOnlySpan<byte> bytes, out int whole)
    {
        GateRun? run = null;
        whole = 0;
        int number = 0;
        while (bytes[whole..].IndexOf((byte)'\n') is var length and >= 0)
        {
            number++;
            RunLine line = ParseLine(path, bytes.Slice(whole, length), number);
            run =
                run is null ? Begin(path, line)
                : line is HeaderLine ? throw Damaged(path, number)
                : run.With(line);
            whole += length + 1;
        }

        return run ?? throw NoRun(path);
    }

    private static RunLine ParseLine(string path, ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<RunLine>(line, Options) ?? throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw number == 1 ? NoRun(path) : Damaged(path, number);
        }
    }

    private static GateRun Begin(string path, RunLine line) =>
        line is not HeaderLine header ? throw NoRun(path)
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

    private static ReportFormatException Damaged(string path, int line) =>
        new(path, string.Create(CultureInfo.InvariantCulture, $"line {line} is damaged. Cut the file before it, and resume."));

    private static ReportFormatException NoRun(string path) => new(path, "it is no file of a gate's run (gate.jsonl).");
}
