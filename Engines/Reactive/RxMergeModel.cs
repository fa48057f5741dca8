using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Engines.Reactive;

/// <summary>An observable of items, each deferred onto the thread pool; Merge subscribes to P of them at once.</summary>
internal sealed class RxMergeModel(ModelOptions options) : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        // Deferred: Start begins at once, and Merge limits how many it subscribes to, not how many have begun.
        IObservable<(int Index, long[]? Divisors)> answers = Observable
            .Range(0, run.Count, ImmediateScheduler.Instance)
            .Select(index =>
                Observable.Defer(() => Observable.Start(() => (Index: index, Divisors: run.TryRun(index)), TaskPoolScheduler.Default))
            )
            .Merge(options.Workers);

        // Merge hands the answers over one at a time, and completes when the last item has.
        await answers
            .Do(answer => run.Keep(answer.Index, answer.Divisors))
            .LastOrDefaultAsync()
            .ToTask(TaskPoolScheduler.Default)
            .ConfigureAwait(false);
    }
}
