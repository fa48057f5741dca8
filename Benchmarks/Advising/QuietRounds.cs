using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Something that is run again and again: a model with its items.</summary>
/// <param name="Spec">The model's description.</param>
/// <param name="Model">The model; its maker disposes it.</param>
/// <param name="Items">What it runs.</param>
internal sealed record TimedWork(ModelSpec Spec, IConcurrencyModel Model, ImmutableArray<WorkItem> Items)
{
    // The first runs start worker processes and compile.
    private const int WarmUps = 5;

    /// <summary>The times so far.</summary>
    public QuietRuns Runs { get; } = new();

    /// <summary>Runs it some times that do not count.</summary>
    public void WarmUp()
    {
        for (int run = 0; run < WarmUps; run++)
        {
            Calibration.Time(Model, Items);
        }
    }
}

/// <summary>Times many works in rounds, each once a round and in a random order, so that the machine's drift meets all alike.</summary>
internal static class QuietRounds
{
    private const int Seed = 20261129;

    /// <summary>Runs until each has enough quiet runs, or the time is over. Who has enough is left out from then on.</summary>
    /// <param name="works">What is run; each has been run before.</param>
    /// <param name="wanted">The number of quiet runs; a busy machine gives fewer.</param>
    /// <param name="limit">After it, no round begins.</param>
    /// <param name="beginRound">Called before each round.</param>
    public static void Run(IEnumerable<TimedWork> works, int wanted, TimeSpan limit, Action beginRound)
    {
        Random random = new(Seed);
        long start = Stopwatch.GetTimestamp();
        TimedWork[] left = [.. works];
        while (left.Length > 0 && Stopwatch.GetElapsedTime(start) < limit)
        {
            beginRound();
            random.Shuffle(left);
            Array.ForEach(left, work => work.Runs.Add(work.Model, work.Spec, work.Items));
            left = [.. left.Where(work => work.Runs.Quiet < wanted)];
        }
    }
}
