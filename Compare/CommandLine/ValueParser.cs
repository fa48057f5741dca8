using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>Parses the values of options. A message names the option.</summary>
internal static class ValueParser
{
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(7);

    /// <exception cref="UsageException">The text is no whole number between the limits.</exception>
    public static int ParseCount(string option, string text, int least, int most) =>
        TryParseCount(text, least, most, out int count)
            ? count
            : throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"{option} takes a whole number from {least} to {most}, not '{text}'.")
            );

    /// <exception cref="UsageException">The text is no time with a unit, above 0 and up to a week.</exception>
    public static TimeSpan ParseDuration(string option, string text)
    {
        double unitSeconds = text is [.., var unit]
            ? unit switch
            {
                's' => 1,
                'm' => 60,
                'h' => 3600,
                _ => 0,
            }
            : 0;
        return
            unitSeconds > 0
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            && number * unitSeconds is var seconds
            && seconds > 0
            && seconds <= LongestDuration.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{option} takes a time with its unit (s, m or h), such as {option} 5m; '{text}' is none.");
    }

    /// <exception cref="UsageException">The text is not NAME=VALUE.</exception>
    public static string ParseVariable(string option, string text) =>
        text.IndexOf('=', StringComparison.Ordinal) > 0 ? text : throw new UsageException($"{option} takes NAME=VALUE, not '{text}'.");

    /// <exception cref="UsageException">The text is not N+N, 6 to 400 and 9 to 400.</exception>
    public static StagePairs ParsePairs(string option, string text) =>
        text.Split('+') is [var one, var two]
        && TryParseCount(one, 6, 400, out int stageOne)
        && TryParseCount(two, 9, 400, out int stageTwo)
            ? new StagePairs(stageOne, stageTwo)
            : throw new UsageException(
                $"{option} takes the pairs of both stages, 6 to 400 and 9 to 400, such as {option} 9+18; '{text}' is none."
            );

    /// <exception cref="UsageException">The text is not I/N, 1 to N and 1 to 1000.</exception>
    public static Shard ParseShard(string option, string text) =>
        text.Split('/') is [var number, var count]
        && TryParseCount(count, 1, 1000, out int shards)
        && TryParseCount(number, 1, shards, out int shard)
            ? new Shard(shard, shards)
            : throw new UsageException(
                $"{option} takes the number of this shard and of all, such as {option} 2/8 for the second of eight; '{text}' is none."
            );

    private static bool TryParseCount(string text, int least, int most, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= least && count <= most;
}
