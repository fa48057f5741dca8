using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Engines.Reactive;

/// <summary>The list of models on Rx.</summary>
public static class ReactiveCatalog
{
    private const string Engine = "System.Reactive";

    /// <summary>Every model, in the order in which reports show them.</summary>
    public static ImmutableArray<ModelSpec> All { get; } =
    [
        new(
            "rx-merge",
            "Rx: deferred observables, Merge of P at once",
            "RxPY: merge with max_concurrent",
            Schedule.DynamicInOrder,
            options => new RxMergeModel(options),
            TakesStream: true,
            Representative: "thread-workers",
            Engine: Engine
        ),
        new(
            "rx-merge/ranges",
            "Rx: deferred observables on ranges, Merge of P at once",
            "RxPY: merge with max_concurrent",
            Schedule.DynamicInOrder,
            options => new RxMergeModel(options),
            Granularity.Ranges,
            TakesStream: true,
            Representative: "thread-workers/ranges",
            Engine: Engine
        ),
    ];
}
