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
}
