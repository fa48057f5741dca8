namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>The time that a model takes beside the work.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="RunNanoseconds">A run with one worker and nothing to do.</param>
/// <param name="WorkerNanoseconds">Each further worker.</param>
/// <param name="ItemNanoseconds">An item, on the worker that runs it; where it makes a difference, one of microseconds.</param>
/// <param name="HandOutNanoseconds">The least time between two items, however many workers there are.</param>
/// <param name="BusyItemNanoseconds">An item that keeps its worker busy; null where that makes no difference.</param>
internal sealed record ModelOverhead(
    string Model,
    double RunNanoseconds,
    double WorkerNanoseconds,
    double ItemNanoseconds,
    double HandOutNanoseconds,
    double? BusyItemNanoseconds = null
)
{
    // From here on a worker is busy for so long that the system lets its core rest, or gives it to somebody else, before the next item.
    private const double BusyNanoseconds = 350_000;

    /// <param name="cost">The item's own time, in nanoseconds.</param>
    /// <returns>What an item takes beside its own time, on the worker that runs it.</returns>
    public double ForItem(double cost) =>
        ItemNanoseconds + (((BusyItemNanoseconds ?? ItemNanoseconds) - ItemNanoseconds) * Math.Min(1, cost / BusyNanoseconds));
}

/// <summary>The measured overheads of a machine.</summary>
/// <param name="Machine">The name of its folder under results.</param>
/// <param name="Cores">The cores that it had.</param>
/// <param name="Source">The file or the report that they come from, for the reader.</param>
/// <param name="NanosecondsPerCandidate">The time of a candidate of the default kernel; null where it is not known.</param>
/// <param name="Models">One for each measured model.</param>
internal sealed record MachineOverheads(
    string Machine,
    int Cores,
    string Source,
    double? NanosecondsPerCandidate,
    ImmutableArray<ModelOverhead> Models
)
{
    /// <returns>The overhead of a model, or null where it was not measured.</returns>
    public ModelOverhead? Find(string model) => Models.FirstOrDefault(overhead => overhead.Model == model);
}
