namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>One disturbed run.</summary>
/// <param name="Moment">The time from the start of the run to the disturbance.</param>
/// <param name="Extra">The time of the run over that of an undisturbed one.</param>
/// <param name="Outage">The time for which what was disturbed was away; zero for a host, whose place others take.</param>
/// <param name="Duplicates">Answers of items that had one already.</param>
/// <param name="Lost">Items without a right answer.</param>
internal sealed record Disturbance(TimeSpan Moment, TimeSpan Extra, TimeSpan Outage, int Duplicates, int Lost);

/// <summary>The cost of losing something in the middle of a run, over many runs.</summary>
/// <param name="What">What was lost, such as <c>a host, killed</c>.</param>
/// <param name="Undisturbed">The time of a run without it: the median.</param>
/// <param name="ItemTime">The time for which a host has a message of items: what was under way is run again.</param>
/// <param name="Detection">The time within which the loss is noticed; null where that is not known.</param>
/// <param name="All">The runs, in their order.</param>
internal sealed record Recovery(string What, TimeSpan Undisturbed, TimeSpan ItemTime, TimeSpan? Detection, ImmutableArray<Disturbance> All)
{
    /// <summary>The number of items without a right answer.</summary>
    public int Lost => All.Sum(one => one.Lost);

    /// <summary>The table's lines.</summary>
    public IEnumerable<string> Render()
    {
        double[] extra = [.. All.Select(one => one.Extra.TotalSeconds).Order()];
        string Seconds(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{What}: {All.Length} times in the middle of a run of {Seconds(Undisturbed.TotalSeconds)} s, "
                + $"a message of items {Seconds(ItemTime.TotalSeconds)} s"
        );
        yield return $"  extra seconds: lowest {Seconds(extra[0])}, median {Seconds(Quantile(extra, 0.5))}, "
            + $"9 in 10 below {Seconds(Quantile(extra, 0.9))}, highest {Seconds(extra[^1])}";
        if (Detection is { } detection)
        {
            TimeSpan limit = ItemTime + detection;
            int kept = All.Count(one => one.Extra <= limit);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  at most the message and the time to notice, {Seconds(limit.TotalSeconds)} s: {kept} of {All.Length}"
            );
        }

        if (All.Any(one => one.Outage > TimeSpan.Zero))
        {
            double[] outages = [.. All.Select(one => one.Outage.TotalSeconds).Order()];
            double[] beyond = [.. All.Select(one => (one.Extra - one.Outage).TotalSeconds).Order()];
            yield return $"  it was away for {Seconds(outages[0])} to {Seconds(outages[^1])} s; beyond that, median "
                + $"{Seconds(Quantile(beyond, 0.5))}, highest {Seconds(beyond[^1])} s";
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"  {All.Sum(one => one.Duplicates)} duplicates, {Lost} lost");
    }

    /// <summary>The value below which a share of sorted values lies: the nearest rank.</summary>
    internal static double Quantile(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
