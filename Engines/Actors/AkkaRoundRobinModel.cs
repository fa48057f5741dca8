using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Engines.Actors;

/// <summary>
/// An Akka.NET router: a round-robin pool of P actors. Each item lies in the mailbox of its actor before the first has ended.
/// </summary>
/// <remarks>
/// The actors have a dispatcher with a thread for each, because an item would keep a thread of the default dispatcher, which is the thread
/// pool, from all other actors. The system is started in the first run and kept.
/// </remarks>
internal sealed class AkkaRoundRobinModel(ModelOptions options) : InProcessModel
{
    private const string Dispatcher = "item-dispatcher";

    private readonly Config _config = ConfigurationFactory
        .ParseString(
            $$"""
            {{Dispatcher}} {
              type = ForkJoinDispatcher
              executor = fork-join-executor
              throughput = 1
              shutdown-timeout = 100ms
              dedicated-thread-pool {
                thread-count = {{options.Workers}}
                threadtype = background
              }
            }
            """
        )
        .WithFallback(AkkaSettings.Quiet);

    private (ActorSystem System, IActorRef Router)? _engine;

    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        if (run.Count == 0)
        {
            return;
        }

        (ActorSystem system, IActorRef router) = _engine ??= Start();
        TaskCompletionSource allDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef gatherer = system.ActorOf(Props.Create(() => new Gatherer(run, allDone)));
        for (int index = 0; index < run.Count; index++)
        {
            router.Tell(new Job(run, index), gatherer);
        }

        await allDone.Task.ConfigureAwait(false);
    }

    protected override async ValueTask EndAsync()
    {
        if (_engine is { } engine)
        {
            await engine.System.Terminate().ConfigureAwait(false);
        }
    }

    private (ActorSystem System, IActorRef Router) Start()
    {
        ActorSystem system = ActorSystem.Create("items", _config);
        Props props = Props.Create(() => new Worker()).WithRouter(new RoundRobinPool(options.Workers)).WithDispatcher(Dispatcher);
        return (system, system.ActorOf(props, "workers"));
    }

    private sealed record Job(ItemRun Run, int Index);

    private sealed record Answer(int Index, long[]? Divisors);

    /// <summary>Runs the items in its mailbox, one after the other.</summary>
    private sealed class Worker : ReceiveActor
    {
        public Worker()
        {
            Receive<Job>(job => Sender.Tell(new Answer(job.Index, job.Run.TryRun(job.Index))));
        }
    }

    /// <summary>Keeps the answers of one run, and ends with the last.</summary>
    private sealed class Gatherer : ReceiveActor
    {
        private int _left;

        public Gatherer(ItemRun run, TaskCompletionSource allDone)
        {
            _left = run.Count;
            Receive<Answer>(answer =>
            {
                run.Keep(answer.Index, answer.Divisors);
                if (--_left == 0)
                {
                    allDone.SetResult();
                    Context.Stop(Self);
                }
            });
        }
    }
}
