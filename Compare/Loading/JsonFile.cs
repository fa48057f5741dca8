using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ConcurrencyBench.Compare.Loading;

/// <summary>Reads a JSON file, or says in one line why it cannot be read.</summary>
internal static class JsonFile
{
    /// <summary>The largest file that is read: a run of 100,000 benchmarks of 15 launches, written compressed, is about this large.</summary>
    public const long LargestBytes = 1L << 30;

    private const string Remedy = "Run the benchmarks again, or leave this file out.";

    /// <exception cref="ReportFormatException">It is missing, unreadable, too large, empty, or no JSON of that type.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
            return LengthOf(stream) switch
            {
                0 => throw new ReportFormatException(path, $"the file is empty. {Remedy}"),
                > LargestBytes and var length => throw new ReportFormatException(path, TooLarge(length)),
                _ => JsonSerializer.Deserialize(stream, type) ?? throw new ReportFormatException(path, $"the file holds nothing but 'null'. {Remedy}"),
            };
        }
        catch (JsonException exception)
        {
            throw new ReportFormatException(path, $"{What(exception)} at line {One(exception.LineNumber)}, byte {One(exception.BytePositionInLine)}. {Remedy}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFormatException(path, $"cannot be read. {exception.Message}");
        }
    }

    // A pipe has none.
    private static long? LengthOf(FileStream stream) => stream.CanSeek ? stream.Length : null;

    // The serializer reports a value of the wrong kind with the path of the value, and broken JSON as the reader's own exception.
    private static string What(JsonException exception)
        => exception.InnerException is JsonException || exception.Path is null
            ? "this is not whole JSON (cut off, or no JSON at all)"
            : $"this is JSON, but not what is expected here ({exception.Path} is of another kind)";

    private static string TooLarge(long bytes)
        => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB is more than the {LargestBytes / 1e9:F1} GB that are read of one file. Export with JsonExporter.FullCompressed, or in parts (one class a file).");

    private static string One(long? zeroBased) => ((zeroBased ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
}
