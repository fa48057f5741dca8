using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>
/// A file of JSON Lines, one line for each event, flushed at once. The file of a killed process is complete up to its last line; an
/// incomplete last line is dropped.
/// </summary>
/// <typeparam name="TLine">The base of the lines.</typeparam>
internal sealed class LineFile<TLine> : IDisposable
    where TLine : class
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    // Two runs that write to one file damage it. On Unix only this mode keeps another .NET program from writing.
    private const FileShare Alone = FileShare.None;

    private readonly FileStream _stream;

    private LineFile(FileStream stream) => _stream = stream;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">There is one already, or it cannot be written.</exception>
    public static LineFile<TLine> Create(string path) => new(new FileStream(path, FileMode.CreateNew, FileAccess.Write, Alone));

    /// <summary>Opens a file to go on with it, and cuts off an incomplete last line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="noFile">The reason that is given where it is no such file.</param>
    /// <param name="create">Creates the run of all lines; what it throws is thrown, and the file is closed.</param>
    /// <param name="run">The run.</param>
    /// <exception cref="ReportFormatException">It is no such file.</exception>
    /// <exception cref="IOException">Another process writes it, or it cannot be written.</exception>
    public static LineFile<TLine> Resume<TRun>(string path, string noFile, Func<string, ImmutableArray<TLine>, TRun> create, out TRun run)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, Alone);
        try
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            run = create(path, Parse(path, noFile, bytes, out int whole));
            stream.SetLength(whole);
            stream.Seek(0, SeekOrigin.End);
            return new LineFile<TLine>(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file without changing it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="noFile">The reason that is given where it is no such file.</param>
    /// <exception cref="ReportFormatException">It cannot be read, or is no such file.</exception>
    public static ImmutableArray<TLine> Read(string path, string noFile)
    {
        try
        {
            return Parse(path, noFile, File.ReadAllBytes(path), out _);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(path, exception.Message);
        }
    }

    /// <summary>Adds a line; it is on its way to the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written: nothing of it stays.</exception>
    public void Append(TLine line)
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

    /// <summary>Closes it.</summary>
    public void Dispose() => _stream.Dispose();

    /// <summary>Creates the error of a line that cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">Its number, from 1.</param>
    public static ReportFormatException CreateDamaged(string path, int line) =>
        new(path, string.Create(CultureInfo.InvariantCulture, $"line {line} is damaged. Cut the file before it, and resume."));

    private static ImmutableArray<TLine> Parse(string path, string noFile, ReadOnlySpan<byte> bytes, out int whole)
    {
        ImmutableArray<TLine>.Builder lines = ImmutableArray.CreateBuilder<TLine>();
        whole = 0;
        while (bytes[whole..].IndexOf((byte)'\n') is var length and >= 0)
        {
            lines.Add(ParseLine(path, noFile, bytes.Slice(whole, length), lines.Count + 1));
            whole += length + 1;
        }

        return lines.Count > 0 ? lines.ToImmutable() : throw new ReportFormatException(path, noFile);
    }

    private static TLine ParseLine(string path, string noFile, ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<TLine>(line, Options) ?? throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw number == 1 ? new ReportFormatException(path, noFile) : CreateDamaged(path, number);
        }
    }
}
