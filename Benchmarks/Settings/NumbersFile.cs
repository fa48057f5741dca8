using System.Numerics;
using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Benchmarks.Settings;

/// <summary>Numbers as users write them: one a line in a file, comments after #, or a list with commas.</summary>
internal static class NumbersFile
{
    /// <exception cref="UsageException">The file cannot be read, holds no number, or has a bad line.</exception>
    public static ImmutableArray<long> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"Cannot read the numbers file '{path}': {exception.Message}");
        }

        ImmutableArray<long> numbers =
        [
            .. lines
                .Select((line, index) => (Text: line.Split('#', 2)[0].Trim(), Place: $"{path}, line {index + 1}: "))
                .Where(line => line.Text.Length > 0)
                .Select(line => Parse(line.Text, line.Place)),
        ];
        return numbers.IsEmpty ? throw new UsageException($"The numbers file '{path}' holds no numbers; write one a line.") : numbers;
    }

    /// <exception cref="UsageException">A number is bad.</exception>
    public static ImmutableArray<long> ParseList(string list) => [.. list.Split(',').Select(text => Parse(text.Trim(), "--numbers: "))];

    /// <summary>The text of a file with these numbers.</summary>
    public static string Write(IEnumerable<long> numbers) =>
        string.Concat(numbers.Select(number => number.ToString(CultureInfo.InvariantCulture) + "\n"));

    private static long Parse(string text, string place)
    {
        if (!BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number))
        {
            throw new UsageException($"{place}'{text}' is not a whole number; write digits only, such as 53541233.");
        }

        return number >= 1 && number <= long.MaxValue
            ? (long)number
            : throw new UsageException($"{place}{text} is out of range; numbers go from 1 to {long.MaxValue}.");
    }
}
