namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>The time that a model takes beside the work.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="RunNanoseconds">A run with one worker and nothing to do.</param>
/// <param name="WorkerNanoseconds">Each further worker.</param>
/// <param name="ItemNanoseconds">An item, on the worker that runs it.</param>
/// <param name="HandOutNanoseconds">The least time between two items, however many workers there are.</param>
internal sealed record ModelOverhead(
    string Model,
    double RunNanoseconds,
    double WorkerNanoseconds,
    double ItemNanoseconds,
    double HandOutNanoseconds
);

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
