using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>One row of the catalogue: what a model is, and how it is measured.</summary>
/// <param name="Id">The key in command lines and saved reports, such as <c>parallel-for/ranges</c>; never renamed.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Counterpart">The construct of the article, of Python or of Go that it stands for.</param>
/// <param name="Granularity">The cut it is measured with.</param>
/// <param name="Schedule">Who runs which item when.</param>
/// <param name="MaxItems">The most items it is measured with, or null: a thread or process for each of thousands of items shows nothing but itself.</param>
/// <param name="Create">Makes the model. The caller disposes it.</param>
/// <param name="IsOnThreadPool">Whether it uses as many threads as the pool gives, whatever number of workers it gets.</param>
public sealed record ModelSpec(
    string Id,
    string Summary,
    string Counterpart,
    Granularity Granularity,
    Schedule Schedule,
    int? MaxItems,
    Func<ModelOptions, IConcurrencyModel> Create,
    bool IsOnThreadPool = false
);
