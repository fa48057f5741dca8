using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>The costs of a user's items: one line an item, milliseconds, comments after #.</summary>
internal static class CostsFile
{
    private const double NanosecondsPerMillisecond = 1e6;

    // A thousand hours: more is a mistake of the unit.
    private const double MostMilliseconds = 3.6e9;

    /// <returns>Nanoseconds of each item, in order.</returns>
    /// <exception cref="UsageException">The file cannot be read, holds no cost, or has a bad line.</exception>
    public static ImmutableArray<double> Read(string path)
    {
        try
        {
            ImmutableArray<double> costs = Parse(File.ReadLines(path), path);
            return costs.IsEmpty
                ? throw new UsageException($"The costs file '{path}' holds no costs; write milliseconds, one item a line.")
                : costs;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"Cannot read the costs file '{path}': {exception.Message}");
        }
    }

    /// <inheritdoc cref="Read"/>
    public static ImmutableArray<double> Parse(IEnumerable<string> lines, string path) =>
        [
            .. lines
                .Select((line, index) => (Text: line.Split('#', 2)[0].Trim(), Place: $"{path}, line {index + 1}"))
                .Where(line => line.Text.Length > 0)
                .Select(line => ParseMilliseconds(line.Text, line.Place)),
        ];

    /// <returns>Nanoseconds.</returns>
    /// <exception cref="UsageException">It is no time above 0.</exception>
    public static double ParseMilliseconds(string text, string place) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds)
        && milliseconds is > 0 and <= MostMilliseconds
            ? milliseconds * NanosecondsPerMillisecond
            : throw new UsageException($"{place}: '{text}' is no time; write milliseconds above 0 with a point, such as 12.5.");
}
