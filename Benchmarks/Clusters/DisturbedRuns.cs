using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Disturbs runs on a cluster, and measures what that costs.</summary>
/// <param name="run">Runs items.</param>
/// <param name="countDuplicates">The answers so far of items that had one already.</param>
/// <param name="restore">Brings back what was lost, between the runs.</param>
internal sealed class DisturbedRuns(
    Func<ImmutableArray<WorkItem>, CancellationToken, ValueTask<long[][]>> run,
    Func<int> countDuplicates,
    Func<CancellationToken, Task> restore
)
{
    /// <summary>
    /// The time within which the end of a killed host is known: the system closes its connections and tells its parent when it has taken
    /// the process down, on cores that compute items meanwhile.
    /// </summary>
    public static readonly TimeSpan ProcessEnd = TimeSpan.FromSeconds(0.25);

    private const int UndisturbedRuns = 11;
    private const int ItemsForEachCore = 12;
    private const long FirstNumber = 30_000_000;

    private readonly ImmutableArray<WorkItem> _items =
    [
        .. Enumerable
            .Range(0, ItemsForEachCore * Environment.ProcessorCount)
            .Select(index => new WorkItem(
                KernelCatalog.Default,
                FirstNumber + index,
                new CandidateRange(1, KernelCatalog.Default.CandidateCount(FirstNumber + index))
            )),
    ];

    // Decides the moments, and which host is lost.
    private readonly Random _random = new(1);

    /// <summary>Loses a host in each of some runs, at a random moment.</summary>
    /// <param name="fault">What happens to it.</param>
    /// <param name="count">The number of runs.</param>
    /// <param name="detection">The time within which the loss is noticed.</param>
    /// <param name="lose">Loses a host that is drawn.</param>
    /// <param name="tell">Gets a line for each run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Recovery> LoseHostsAsync(
        Fault fault,
        int count,
        TimeSpan detection,
        Action<Random> lose,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        Task<TimeSpan> LoseAsync(CancellationToken token)
        {
            lose(_random);
            return Task.FromResult(TimeSpan.Zero);
        }

        return DisturbAsync(fault, count, detection, LoseAsync, tell, cancellationToken);
    }

    /// <summary>Disturbs runs, each at a random moment.</summary>
    /// <param name="fault">What happens.</param>
    /// <param name="count">The number of runs.</param>
    /// <param name="detection">The time within which the loss is noticed; null where that is not known.</param>
    /// <param name="disturb">Disturbs, and says for how long what is lost was away.</param>
    /// <param name="tell">Gets a line for each run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Recovery> DisturbAsync(
        Fault fault,
        int count,
        TimeSpan? detection,
        Func<CancellationToken, Task<TimeSpan>> disturb,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        double[] usual = new double[UndisturbedRuns];
        for (int index = -1; index < UndisturbedRuns; index++)
        {
            (TimeSpan time, _) = await RunAsync(cancellationToken).ConfigureAwait(false);
            usual[Math.Max(0, index)] = time.TotalSeconds; // The first starts the hosts, and is overwritten.
        }

        TimeSpan undisturbed = TimeSpan.FromSeconds(Recovery.Quantile([.. usual.Order()], 0.5));
        List<Disturbance> all = [];
        for (int index = 0; index < count; index++)
        {
            all.Add(await DisturbOnceAsync(undisturbed, disturb, cancellationToken).ConfigureAwait(false));
            tell($"{index + 1} of {count}: {all[^1].Extra.TotalSeconds:F3} s");
            await restore(cancellationToken).ConfigureAwait(false);
        }

        TimeSpan message = undisturbed * (Environment.ProcessorCount + 1) / _items.Length;
        return new Recovery(fault.Describe(), undisturbed, message, detection, [.. all]);
    }

    private async Task<Disturbance> DisturbOnceAsync(
        TimeSpan undisturbed,
        Func<CancellationToken, Task<TimeSpan>> disturb,
        CancellationToken cancellationToken
    )
    {
        TimeSpan moment = undisturbed * (0.1 + 0.8 * _random.NextDouble());
        int duplicates = countDuplicates();
        Task<(TimeSpan Time, int Lost)> running = Task.Run(() => RunAsync(cancellationToken), cancellationToken);
        await Task.Delay(moment, cancellationToken).ConfigureAwait(false);
        TimeSpan outage = await disturb(cancellationToken).ConfigureAwait(false);
        (TimeSpan time, int lost) = await running.ConfigureAwait(false);
        return new Disturbance(moment, time - undisturbed, outage, countDuplicates() - duplicates, lost);
    }

    private async Task<(TimeSpan Time, int Lost)> RunAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        long[][] answers = await run(_items, cancellationToken).ConfigureAwait(false);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return (time, _items.Zip(answers).Count(pair => !AnswerCheck.Divisors(pair.First.Number).SequenceEqual(pair.Second.Order())));
    }
}
