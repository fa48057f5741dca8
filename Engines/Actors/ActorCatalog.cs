using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Engines.Actors;

/// <summary>The list of models on engines of actors.</summary>
public static class ActorCatalog
{
    /// <summary>Every model, in the order in which reports show them.</summary>
    public static ImmutableArray<ModelSpec> All { get; } =
    [
        .. WithRanges(
            new(
                "akka-round-robin",
                "Akka.NET: a round-robin router of P actors",
                "an actor with a mailbox for each worker",
                Schedule.RoundRobin,
                options => new AkkaRoundRobinModel(options),
                HasDispatcher: true,
                TakesStream: true,
                Engine: "Akka.NET"
            )
        ),
        .. WithRanges(
            new(
                "proto-actor",
                "Proto.Actor: P actors ask a giver for items",
                "actors that ask for work",
                Schedule.DynamicInOrder,
                options => new ProtoActorModel(options),
                HasDispatcher: true,
                TakesStream: true,
                Representative: "channel-workers",
                Engine: "Proto.Actor"
            )
        ),
        .. WithRanges(
            new(
                "orleans-workers",
                "Orleans: P stateless workers ask a giver grain",
                "actors that ask for work",
                Schedule.DynamicInOrder,
                options => new OrleansWorkersModel(options),
                HasDispatcher: true,
                TakesStream: true,
                Representative: "channel-workers",
                Engine: "Orleans"
            )
        ),
    ];

    private static ImmutableArray<ModelSpec> WithRanges(ModelSpec spec) =>
        [
            spec,
            spec with
            {
                Id = $"{spec.Id}/ranges",
                Summary = $"{spec.Summary}, on ranges",
                Granularity = Granularity.Ranges,
                Representative = spec.Representative is null ? null : $"{spec.Representative}/ranges",
            },
        ];
}
