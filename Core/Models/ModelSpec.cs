using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models;

/// <summary>One row of the catalogue: a model, and all that measuring, reports and predictions need to know about it.</summary>
/// <param name="Id">The key in command lines and saved reports, such as <c>parallel-for/ranges</c>; never renamed.</param>
/// <param name="Summary">A description in one line.</param>
/// <param name="Counterpart">The construct of the article, of Python or of Go that it stands for.</param>
/// <param name="Schedule">The order in which workers run items.</param>
/// <param name="Create">Creates the model. The caller disposes it.</param>
/// <param name="Granularity">The cut it is measured with.</param>
/// <param name="MaxItems">
/// The most items it is measured with, or null: a thread or process for each of thousands of items shows nothing but itself.
/// </param>
/// <param name="IsOnThreadPool">True when it uses as many threads as the pool gives, for any number of workers.</param>
/// <param name="HasDispatcher">
/// True when one thread hands out the items and takes the answers, for any number of workers; false when each worker helps itself.
/// </param>
/// <param name="UsesProcesses">True when items run in processes of their own: a crash or a leak of one leaves the others alone.</param>
/// <param name="TakesStream">True when it can take items that arrive while others run; false when it needs all of them to start.</param>
/// <param name="HandOut">The way in which idle workers get items, where that is known more exactly than the schedule says it.</param>
/// <param name="Representative">
/// The model that runs the same items in the same order and stands for it in the default run; null where it stands for itself.
/// Their times differ by what an item costs on its way.
/// </param>
/// <param name="Engine">
/// The package whose engine runs the items, such as <c>Akka.NET</c>; null for the runtime and this repository. The default run measures
/// none of those, and the adviser recommends none.
/// </param>
public sealed record ModelSpec(
    string Id,
    string Summary,
    string Counterpart,
    Schedule Schedule,
    Func<ModelOptions, IConcurrencyModel> Create,
    Granularity Granularity = Granularity.PerNumber,
    int? MaxItems = null,
    bool IsOnThreadPool = false,
    bool HasDispatcher = false,
    bool UsesProcesses = false,
    bool TakesStream = false,
    HandOut HandOut = HandOut.OneByOne,
    string? Representative = null,
    string? Engine = null
)
{
    /// <summary>True when the work of one number can run on several workers: it is cut into ranges, or split recursively.</summary>
    public bool SplitsNumbers => Granularity == Granularity.Ranges || Schedule == Schedule.Recursive;
}
