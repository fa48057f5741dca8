using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.RabbitMq;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Engines.Cluster;

/// <summary>The list of models whose items run on the hosts of a cluster.</summary>
/// <remarks>They need servers and take seconds to start, so that they are no part of the suite's other lists.</remarks>
public static class ClusterCatalog
{
    /// <summary>Every model, in the order in which reports show them.</summary>
    public static ImmutableArray<ModelSpec> All { get; } =
    [
        .. WithRanges(
            new(
                "cluster-rabbitmq",
                "RabbitMQ: hosts take items from a work queue",
                "Celery with RabbitMQ",
                Schedule.DynamicInOrder,
                options => new RabbitMqModel(options, RabbitMqOptions.FromEnvironment()),
                HasDispatcher: true,
                UsesProcesses: true,
                TakesStream: true,
                Representative: "process-pool",
                Engine: "RabbitMQ"
            ),
            options => new RabbitMqModel(
                options,
                RabbitMqOptions.FromEnvironment().With(settings => settings with { Dispatch = Dispatch.Ranges })
            )
        ),
        .. WithRanges(
            new(
                "cluster-orleans",
                "Orleans: grains on silos of other processes, an open call for each of P workers",
                "Ray or Dask: tasks on a cluster",
                Schedule.DynamicInOrder,
                options => new OrleansClusterModel(options, Dispatch.Items),
                HasDispatcher: true,
                UsesProcesses: true,
                TakesStream: true,
                Engine: "Orleans"
            ),
            options => new OrleansClusterModel(options, Dispatch.Ranges)
        ),
    ];

    private static ImmutableArray<ModelSpec> WithRanges(ModelSpec spec, Func<ModelOptions, IConcurrencyModel> createForRanges) =>
        [
            spec,
            spec with
            {
                Id = $"{spec.Id}/ranges",
                Summary = $"{spec.Summary}, on ranges",
                Create = createForRanges,
                Granularity = Granularity.Ranges,
                Representative = spec.Representative is null ? null : $"{spec.Representative}/ranges",
            },
        ];
}
