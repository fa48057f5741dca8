using ConcurrencyBench.Core.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConcurrencyBench.Engines.Actors;

/// <summary>Orleans: a silo in this process, in which P activations of a stateless worker ask a giver grain for items.</summary>
/// <remarks>
/// One call a worker, and not one an item: a silo puts a call for a stateless worker into the shortest queue when it arrives, so that items
/// sent at once would be dealt out before the first has ended. The silo is started in the first run and kept.
/// </remarks>
internal sealed class OrleansWorkersModel(ModelOptions options) : InProcessModel
{
    private IHost? _silo;

    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        if (run.Count == 0)
        {
            return;
        }

        _silo ??= await ItemSilo.StartAsync().ConfigureAwait(false);
        _silo.Services.GetRequiredService<RunHolder>().Begin(run);
        IGrainFactory grains = _silo.Services.GetRequiredService<IGrainFactory>();
        await Task.WhenAll(
                Enumerable.Range(0, Math.Min(options.Workers, run.Count)).Select(_ => grains.GetGrain<IItemWorker>(0).WorkAsync())
            )
            .ConfigureAwait(false);
    }

    protected override async ValueTask EndAsync()
    {
        if (_silo is { } silo)
        {
            await silo.StopAsync().ConfigureAwait(false);
            await ((IAsyncDisposable)silo).DisposeAsync().ConfigureAwait(false);
        }
    }
}
