using ConcurrencyBench.Core.Models;
using Proto;

namespace ConcurrencyBench.Engines.Actors;

/// <summary>
/// Proto.Actor: a giver and P workers; each worker asks the giver for an item, and brings its answer when it asks for the next.
/// </summary>
/// <remarks>
/// The actors run on the thread pool, as Proto.Actor's default dispatcher has it. The system is made in the first run and kept; the actors
/// are made for each run.
/// </remarks>
internal sealed class ProtoActorModel(ModelOptions options) : InProcessModel
{
    private ActorSystem? _system;

    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        if (run.Count == 0)
        {
            return;
        }

        _system ??= new ActorSystem();
        TaskCompletionSource allDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int workers = Math.Min(options.Workers, run.Count);
        _system.Root.Spawn(Props.FromProducer(() => new Giver(run, workers, allDone)));
        await allDone.Task.ConfigureAwait(false);
    }

    protected override async ValueTask EndAsync()
    {
        if (_system is { } system)
        {
            await system.ShutdownAsync().ConfigureAwait(false);
        }
    }

    private sealed record Job(int Index);

    /// <summary>The answer of an item, which asks for the next; without one where a worker begins, or its item has none.</summary>
    private sealed record Done(int Index, long[]? Divisors);

    /// <summary>Gives out the items of one run in their order, and keeps the answers.</summary>
    private sealed class Giver(ItemRun run, int workers, TaskCompletionSource allDone) : IActor
    {
        private int _next;
        private int _resting;

        public Task ReceiveAsync(IContext context)
        {
            switch (context.Message)
            {
                case Started:
                    Props worker = Props.FromProducer(() => new Worker(run, context.Self));
                    for (int started = 0; started < workers; started++)
                    {
                        context.Spawn(worker);
                    }

                    break;
                case Done done:
                    Take(done);
                    GiveNext(context);
                    break;
            }

            return Task.CompletedTask;
        }

        private void Take(Done done)
        {
            if (done.Divisors is { } divisors)
            {
                run.Keep(done.Index, divisors);
            }
        }

        private void GiveNext(IContext context)
        {
            if (_next < run.Count)
            {
                context.Respond(new Job(_next++));
            }
            else if (++_resting == workers)
            {
                allDone.SetResult();
                context.Stop(context.Self);
            }
        }
    }

    /// <summary>Asks for items until there are none.</summary>
    private sealed class Worker(ItemRun run, PID giver) : IActor
    {
        public Task ReceiveAsync(IContext context)
        {
            switch (context.Message)
            {
                case Started:
                    context.Request(giver, new Done(-1, Divisors: null));
                    break;
                case Job job:
                    context.Request(giver, new Done(job.Index, run.TryRun(job.Index)));
                    break;
            }

            return Task.CompletedTask;
        }
    }
}
