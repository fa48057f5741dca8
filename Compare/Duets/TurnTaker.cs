using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>Measures one benchmark in two processes: opens it in both, warms it up, and takes turns.</summary>
/// <param name="baseline">The process of the baseline.</param>
/// <param name="candidate">The process of the candidate.</param>
/// <param name="settings">Lengths and limits.</param>
/// <param name="random">Draws orders and the core.</param>
internal sealed class TurnTaker(DuetClient baseline, DuetClient candidate, DuetSettings settings, Random random)
{
    // Turns of a fixed number of invocations can be short, and then need to be many.
    private const int MostTimesTurns = 10;
    private const int OverheadTurns = 3;

    /// <summary>Fewer turns have no median to speak of.</summary>
    public const int FewestTurns = 3;

    /// <summary>Begins to watch what comes before the turns that count, and ends with its disposal; null for nothing.</summary>
    public Func<DuetClient, DuetClient, IDisposable>? WatchWarmUp { get; init; }

    /// <summary>Begins to watch the turns that count, and ends with its disposal; null for nothing.</summary>
    public Func<DuetClient, DuetClient, IDisposable>? Watch { get; init; }

    /// <summary>Measures a benchmark.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="start">The time stamp of the start.</param>
    /// <exception cref="DuetException">It failed; its processes are in an unknown state.</exception>
    public DuetResult Measure(string name, long start)
    {
        OpenedBenchmark opened = Open(name);
        baseline.Prepare();
        candidate.Prepare();
        WarmUp warmBaseline = new(opened, settings.WarmUpTurn);
        WarmUp warmCandidate = new(opened, settings.WarmUpTurn);
        long limit = Stopwatch.GetTimestamp() + (long)(settings.WarmUpLimit.TotalSeconds * Stopwatch.Frequency);
        string? unpinned;
        TurnLog log;
        do
        {
            using (WatchWarmUp?.Invoke(baseline, candidate))
            {
                Warm(warmBaseline, warmCandidate, limit);
            }

            unpinned = Pin([.. warmBaseline.LastTurns, .. warmCandidate.LastTurns]);
            using (Watch?.Invoke(baseline, candidate))
            {
                log = TakeTurns(opened, (warmBaseline.NanosecondsPerInvocation + warmCandidate.NanosecondsPerInvocation) / 2);
            }

            Free();
        } while (log.Unsteady is not null && !IsLate(limit));

        baseline.Close();
        candidate.Close();
        return new DuetResult(
            name,
            log.Baseline.ToSide(opened.OperationsPerInvocation, log.Overhead),
            log.Candidate.ToSide(opened.OperationsPerInvocation, log.Overhead),
            log.Invocations,
            warmBaseline.Unsteady ?? warmCandidate.Unsteady ?? log.Unsteady,
            unpinned,
            Stopwatch.GetElapsedTime(start),
            Fault: null
        )
        {
            OperationsPerInvocation = opened.OperationsPerInvocation,
        };
    }

    private OpenedBenchmark Open(string name)
    {
        OpenedBenchmark opened = baseline.Open(name);
        OpenedBenchmark openedCandidate = candidate.Open(name);
        if (opened == openedCandidate)
        {
            return opened;
        }

        throw new DuetException(new DuetFault(DuetFaultKind.Differs, DescribeDifference(opened, openedCandidate)));
    }

    // A late compilation begins it anew, because turns with a compilation in them do not count.
    private void Warm(WarmUp first, WarmUp second, long limit)
    {
        first.Restart();
        second.Restart();
        do
        {
            first.Add(baseline.TakeTurn(LoopKind.Workload, first.NextInvocations));
            second.Add(candidate.TakeTurn(LoopKind.Workload, second.NextInvocations));
        } while (!(first.IsComplete && second.IsComplete) && !(IsLate(limit) && first.HasTurns && second.HasTurns));
    }

    private static bool IsLate(long limit) => Stopwatch.GetTimestamp() >= limit;

    private string? Pin(ImmutableArray<TurnReading> lastTurns)
    {
        int[] cores = [.. baseline.Greeting.Cores.Intersect(candidate.Greeting.Cores)];
        if (!Threads.IsSingle(lastTurns))
        {
            return "Several threads work in it.";
        }

        if (Threads.Wait(lastTurns))
        {
            return "It waits for most of its time.";
        }

        if (cores is [])
        {
            return "This system does not bind threads to cores.";
        }

        int core = cores[random.Next(cores.Length)];
        return baseline.Pin(core) ?? candidate.Pin(core);
    }

    private void Free()
    {
        baseline.Free();
        candidate.Free();
    }

    private TurnLog TakeTurns(OpenedBenchmark opened, double nanosecondsPerInvocation)
    {
        long invocations =
            opened.FixedInvocations > 0
                ? opened.FixedInvocations
                : WarmUp.RoundInvocations(settings.Turn.TotalNanoseconds / Math.Max(nanosecondsPerInvocation, 1e-3));
        double fill = settings.Turn.TotalNanoseconds / Math.Max(invocations * nanosecondsPerInvocation, 1);
        int wanted = (int)(settings.Turns * Math.Clamp(fill, 1, opened.FixedInvocations > 0 ? MostTimesTurns : 1));
        double sides = 2 * invocations * nanosecondsPerInvocation;
        int turns = (int)Math.Clamp(settings.TurnsLimit.TotalNanoseconds / Math.Max(sides, 1), FewestTurns, wanted);
        TurnLog log = new(invocations);
        Alternate(OverheadTurns, LoopKind.Overhead, invocations, log.Baseline.Overhead, log.Candidate.Overhead);
        Alternate(turns, LoopKind.Workload, invocations, log.Baseline.Workload, log.Candidate.Workload);
        return log;
    }

    // A B, B A, A B, …: neither side is always the second.
    private void Alternate(int turns, LoopKind loop, long invocations, List<TurnReading> first, List<TurnReading> second)
    {
        int offset = random.Next(2);
        for (int turn = 0; turn < turns; turn++)
        {
            if ((turn + offset) % 2 == 0)
            {
                first.Add(baseline.TakeTurn(loop, invocations));
                second.Add(candidate.TakeTurn(loop, invocations));
            }
            else
            {
                second.Add(candidate.TakeTurn(loop, invocations));
                first.Add(baseline.TakeTurn(loop, invocations));
            }
        }
    }

    private static string DescribeDifference(OpenedBenchmark first, OpenedBenchmark second) =>
        first.OperationsPerInvocation == second.OperationsPerInvocation
            ? $"A turn has {first.FixedInvocations} invocations in the baseline and {second.FixedInvocations} in the candidate."
            : $"An invocation does {first.OperationsPerInvocation} operations in the baseline "
                + $"and {second.OperationsPerInvocation} in the candidate.";
}
