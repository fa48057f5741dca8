namespace ConcurrencyBench.Workers.Tests;

/// <summary>A mixture of all that happens to pools, for SOAK_MINUTES minutes or, without that variable, ten.</summary>
/// <remarks>The number of rounds is measured first. From then on it decides, so that a slow machine does no less.</remarks>
[Trait("Length", "Long")]
[Collection(nameof(Alone))]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const string MinutesVariable = "SOAK_MINUTES";
    private const int WarmRounds = 15;
    private const int LatencySamples = 3000;

    // Ten minutes of anything that stays behind come to more.
    private const long ManagedBound = 4 << 20;
    private const long WorkingSetBound = 64 << 20;

    [LinuxFact(Timeout = TestLimit.Day)]
    public async Task Pools_UsedForLong_HoldWhatTheyHeldAtFirst()
    {
        TimeSpan length = TimeSpan.FromMinutes(
            double.Parse(Environment.GetEnvironmentVariable(MinutesVariable) ?? "10", CultureInfo.InvariantCulture)
        );
        await using SoakLoad load = new();
        int rounds = Math.Max(WarmRounds, (int)(length / await WarmUpAsync(load)));
        Figures before = await TakeAsync(load, Holdings.TakeAsync);
        int operationsBefore = load.Operations;
        long start = Stopwatch.GetTimestamp();
        await RunAsync(load, rounds);
        output.WriteLine(
            $"{load.Operations - operationsBefore} operations in {rounds} rounds, "
                + $"{Stopwatch.GetElapsedTime(start).TotalMinutes:F1} min\n{load}"
        );
        Figures after = await TakeAsync(load, () => Holdings.AssertRestoredAsync(before.Holdings));
        output.WriteLine($"start {before}\nend   {after}");

        Assert.InRange(after.Holdings.ManagedBytes - before.Holdings.ManagedBytes, long.MinValue, ManagedBound);
        Assert.InRange(after.Holdings.WorkingSetBytes - before.Holdings.WorkingSetBytes, long.MinValue, WorkingSetBound);
    }

    // The first rounds compile; the later ones tell how long one takes.
    private static async Task<TimeSpan> WarmUpAsync(SoakLoad load)
    {
        await RunAsync(load, WarmRounds);
        long start = Stopwatch.GetTimestamp();
        await RunAsync(load, WarmRounds);
        return Stopwatch.GetElapsedTime(start) / WarmRounds;
    }

    private static async Task RunAsync(SoakLoad load, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            await load.RoundAsync(round);
        }
    }

    private static async Task<Figures> TakeAsync(SoakLoad load, Func<Task<Holdings>> take)
    {
        await load.HaveAllWorkersAsync();
        Holdings holdings = await take();
        double[] sorted = [.. (await load.LatenciesAsync(LatencySamples)).Order()];
        return new Figures(holdings, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);
    }

    private sealed record Figures(Holdings Holdings, double Median, double Percentile99)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Holdings}, a small job {Median:F1} µs, 99 % below {Percentile99:F1} µs");
    }
}
