using ConcurrencyBench.Analysis.Formatting;

namespace ConcurrencyBench.Benchmarks.Timelines;

/// <summary>A timeline on a console: a line a worker, a letter a number.</summary>
internal static class TimelineText
{
    private const int Width = 80;
    private const int MostLanes = 16;
    private const char Idle = '·';
    private const char Other = '#';

    public static IEnumerable<string> Render(Timeline timeline)
    {
        ImmutableArray<long> numbers = [.. timeline.Workload.Numbers.Distinct()];
        yield return $"{timeline.Model.Id} on {timeline.Workload.Id}: {Figures.FormatTime(timeline.Length.TotalNanoseconds)}";
        for (int lane = 0; lane < Math.Min(timeline.Lanes, MostLanes); lane++)
        {
            string busy = Figures.FormatPercent(timeline.BusyShare(lane));
            yield return FormattableString.Invariant($"  {lane + 1, 3} {Line(timeline, lane, numbers)} {busy}");
        }

        if (timeline.Lanes > MostLanes)
        {
            yield return $"  and {Figures.FormatCount(timeline.Lanes - MostLanes, "more worker")}";
        }
    }

    /// <summary>The meaning of the letters.</summary>
    public static string Legend(Timeline timeline)
    {
        long[] numbers = [.. timeline.Workload.Numbers.Distinct().Take(8)];
        return string.Join(", ", numbers.Select((number, i) => FormattableString.Invariant($"{Letter(i)} {number}"))) + $"; {Idle} idle";
    }

    // Each column shows what filled most of its share of the run.
    private static string Line(Timeline timeline, int lane, ImmutableArray<long> numbers)
    {
        double column = timeline.Length.TotalSeconds / Width;
        Dictionary<char, double>[] shares = [.. Enumerable.Range(0, Width).Select(_ => new Dictionary<char, double>())];
        foreach (Stretch stretch in timeline.Stretches.Where(stretch => stretch.Lane == lane))
        {
            double start = stretch.Start.TotalSeconds;
            double end = start + stretch.Length.TotalSeconds;
            for (int i = Math.Max(0, (int)(start / column)); i < Width && i * column < end; i++)
            {
                double share = Math.Min(end, (i + 1) * column) - Math.Max(start, i * column);
                char letter = Letter(numbers.IndexOf(stretch.Number));
                shares[i][letter] = shares[i].GetValueOrDefault(letter) + share;
            }
        }

        return string.Concat(shares.Select(share => share.Values.Sum() < column / 2 ? Idle : share.MaxBy(pair => pair.Value).Key));
    }

    private static char Letter(int index) => index is >= 0 and < 26 ? (char)('A' + index) : Other;
}
