using ConcurrencyBench.Core.Models;
using Orleans.Concurrency;

namespace ConcurrencyBench.Engines.Actors;

/// <summary>Gives out the items of the silo's run in their order, and keeps the answers.</summary>
internal interface IItemGiver : IGrainWithIntegerKey
{
    /// <summary>Takes the answer of an item, and gives the next one.</summary>
    /// <param name="index">The item that was run; -1 where the worker begins.</param>
    /// <param name="divisors">Its answer; null where it has none.</param>
    /// <returns>The next item; null when there is none.</returns>
    ValueTask<int?> NextAsync(int index, long[]? divisors);
}

/// <summary>Runs items until there are none.</summary>
internal interface IItemWorker : IGrainWithIntegerKey
{
    /// <summary>Runs what the giver gives.</summary>
    Task WorkAsync();
}

/// <summary>The run of a silo. Items travel as their indices, because a kernel is code.</summary>
internal sealed class RunHolder
{
    /// <summary>The items; one run at a time.</summary>
    public ItemRun? Run { get; private set; }

    /// <summary>The next item to give out. Not in the giver: a silo drops a grain that nobody has called for minutes.</summary>
    public int Next { get; set; }

    /// <summary>Begins a run. The one before has ended.</summary>
    public void Begin(ItemRun run) => (Run, Next) = (run, 0);
}

/// <inheritdoc cref="IItemGiver"/>
internal sealed class ItemGiver(RunHolder holder) : Grain, IItemGiver
{
    public ValueTask<int?> NextAsync(int index, long[]? divisors)
    {
        ItemRun run = holder.Run!;
        if (divisors is not null)
        {
            run.Keep(index, divisors);
        }

        return new(holder.Next < run.Count ? holder.Next++ : null);
    }
}

/// <inheritdoc cref="IItemWorker"/>
/// <remarks>A call while all activations are busy makes another one, so that there are as many as calls.</remarks>
[StatelessWorker(ModelOptions.MaxWorkers)]
internal sealed class ItemWorker(RunHolder holder) : Grain, IItemWorker
{
    public async Task WorkAsync()
    {
        ItemRun run = holder.Run!;
        IItemGiver giver = GrainFactory.GetGrain<IItemGiver>(0);
        int? next = await giver.NextAsync(-1, divisors: null);
        while (next is { } index)
        {
            // Outside of the grain's scheduler, so that a long item is no long turn of the grain.
            long[]? answer = await Task.Run(() => run.TryRun(index));
            next = await giver.NextAsync(index, answer);
        }
    }
}
