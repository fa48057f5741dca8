using ConcurrencyBench.Benchmarks.Host;
using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>The times of one model's runs, those apart that other programs disturbed.</summary>
internal sealed class QuietRuns
{
    // Fewer quiet runs have no quartile to speak of.
    private const int Fewest = 3;

    private const int WarmUps = 5;

    // A machine that is never quiet still gets an answer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    private readonly List<double> _quiet = [];
    private readonly List<double> _disturbed = [];

    /// <summary>The number of runs that nothing disturbed.</summary>
    public int Quiet => _quiet.Count;

    /// <summary>True where the time is that of quiet runs.</summary>
    public bool IsQuiet => _quiet.Count >= Fewest;

    /// <summary>The lower quartile, in nanoseconds: of the quiet runs where there are enough, else of all.</summary>
    public double Nanoseconds => (IsQuiet ? _quiet : [.. _quiet, .. _disturbed]).LowerQuartile();

    /// <summary>Runs a model once.</summary>
    public void Add(IConcurrencyModel model, ModelSpec spec, ImmutableArray<WorkItem> items)
    {
        Neighbours neighbours = Neighbours.Watch();
        double nanoseconds = Calibration.Time(model, items);
        (neighbours.Disturbed(isCrowded: spec.Schedule == Schedule.FairShare) ? _disturbed : _quiet).Add(nanoseconds);
    }

    /// <summary>Runs a model some times.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="items">What it runs.</param>
    /// <param name="wanted">The number of quiet runs; a busy machine gives fewer.</param>
    /// <returns>Nanoseconds.</returns>
    public static double Time(ModelSpec spec, int workers, ImmutableArray<WorkItem> items, int wanted = 21)
    {
        IConcurrencyModel model = spec.Create(new ModelOptions(workers));
        try
        {
            for (int run = 0; run < WarmUps; run++)
            {
                Calibration.Time(model, items);
            }

            QuietRuns runs = new();
            long start = Stopwatch.GetTimestamp();
            while (runs.Quiet < wanted && Stopwatch.GetElapsedTime(start) < Limit)
            {
                runs.Add(model, spec, items);
            }

            return runs.Nanoseconds;
        }
        finally
        {
            model.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
