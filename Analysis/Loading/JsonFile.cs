using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>Reads a JSON file, or says in one line why it cannot be read.</summary>
internal static class JsonFile
{
    /// <summary>
    /// The largest file that is read: a run of 100,000 benchmarks of 15 launches, written compressed, is about this large.
    /// </summary>
    public const long LargestBytes = 1L << 30;

    // A name that is looked for stands in the first lines of a file.
    private const int HeadBytes = 1 << 16;

    private const string Remedy = "Run the benchmarks again, or leave this file out.";

    /// <exception cref="ReportFormatException">It is missing, unreadable, too large, empty, or no JSON of that type.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using FileStream file = OpenWhole(path);
            using Stream text = AsUtf8(file);
            return JsonSerializer.Deserialize(text, type)
                ?? throw new ReportFormatException(path, $"the file holds nothing but 'null'. {Remedy}");
        }
        catch (JsonException exception)
        {
            throw new ReportFormatException(
                path,
                $"{Explain(exception)} at line {FromOne(exception.LineNumber)}, byte {FromOne(exception.BytePositionInLine)}. {Remedy}"
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(path, $"cannot be read. {exception.Message}");
        }
    }

    /// <exception cref="ReportFormatException">The file is of a schema version that this program does not know.</exception>
    public static void ThrowIfNewer(string path, int schemaVersion, int newest)
    {
        if (schemaVersion < 1 || schemaVersion > newest)
        {
            throw new ReportFormatException(
                path,
                FormattableString.Invariant($"its schemaVersion is {schemaVersion}, and this program knows 1 to {newest}. ")
                    + "Take a newer program, or move the file away."
            );
        }
    }

    /// <returns>True where a text stands near the beginning of a file; false where the file cannot be read.</returns>
    public static bool Mentions(string path, string sought)
    {
        try
        {
            using FileStream file = Open(path);
            using Stream text = AsUtf8(file);
            byte[] head = new byte[HeadBytes];
            int length = text.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return head.AsSpan(0, length).IndexOf(Encoding.UTF8.GetBytes(sought)) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads a file that is text and no JSON.</summary>
    /// <exception cref="ReportFormatException">It is missing, unreadable, too large or empty.</exception>
    public static T ReadText<T>(string path, Func<TextReader, T> read)
    {
        try
        {
            using FileStream file = OpenWhole(path);
            using StreamReader text = new(AsUtf8(file));
            return read(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(path, $"cannot be read. {exception.Message}");
        }
    }

    private static FileStream OpenWhole(string path)
    {
        FileStream file = Open(path);
        if (GetLength(file) is { } length and (0 or > LargestBytes))
        {
            file.Dispose();
            throw new ReportFormatException(path, length == 0 ? $"the file is empty. {Remedy}" : TooLarge(length));
        }

        return file;
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);

    /// <summary>The text as UTF-8. Windows PowerShell writes UTF-16 with a byte order mark into what it redirects.</summary>
    private static Stream AsUtf8(FileStream file)
    {
        // A pipe cannot be looked into.
        if (!file.CanSeek)
        {
            return file;
        }

        Span<byte> start = stackalloc byte[2];
        int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        Encoding? encoding = (length, start[0], start[1]) switch
        {
            (2, 0xFF, 0xFE) or (2, not 0, 0) => Encoding.Unicode,
            (2, 0xFE, 0xFF) or (2, 0, not 0) => Encoding.BigEndianUnicode,
            _ => null,
        };
        return encoding is null ? file : Encoding.CreateTranscodingStream(file, encoding, Encoding.UTF8);
    }

    // A pipe has none.
    private static long? GetLength(FileStream file) => file.CanSeek ? file.Length : null;

    // The serializer reports a value of the wrong kind with the path of the value, and broken JSON as the reader's own exception.
    private static string Explain(JsonException exception) =>
        exception.InnerException is JsonException || exception.Path is null
            ? "this is not whole JSON (cut off, or no JSON at all)"
            : $"this is JSON, but not what is expected here ({exception.Path} is of another kind)";

    private static string TooLarge(long bytes) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{bytes / 1e9:F1} GB is more than the {LargestBytes / 1e9:F1} GB that are read of one file. Export with "
                + $"JsonExporter.FullCompressed, or in parts (one class a file)."
        );

    private static string FromOne(long? zeroBased) => ((zeroBased ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
}
