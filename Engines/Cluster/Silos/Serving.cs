namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The open calls of a run: one for each worker of each host, as far as the run may use them.</summary>
/// <param name="run">The run.</param>
/// <param name="workers">The calls that may be open at once.</param>
/// <param name="resent">Is called for each call that is sent again.</param>
internal sealed class Serving(GiverRun run, int workers, Action resent) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _loops = [];
    private int _free = workers;

    /// <summary>The run.</summary>
    public GiverRun Run => run;

    /// <summary>Gives messages to hosts, in turns among them where not all of their workers are used.</summary>
    public void Add(IReadOnlyCollection<GiverHost> hosts)
    {
        lock (_lock)
        {
            int most = hosts.Count == 0 ? 0 : hosts.Max(host => host.Hello.Cores);
            for (int worker = 0; worker < most; worker++)
            {
                foreach (GiverHost host in hosts.Where(host => worker < host.Hello.Cores && _free > 0 && !_end.IsCancellationRequested))
                {
                    _free--;
                    _loops.Add(Task.Run(() => ServeAsync(host)));
                }
            }
        }
    }

    /// <summary>Gives no more. Calls that are open may still come back.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] loops;
        await _end.CancelAsync().ConfigureAwait(false);
        lock (_lock)
        {
            loops = [.. _loops];
        }

        // A loop ends with the call that is open, which an ended run makes short; a host that is silent is waited for by nobody.
        Task ended = Task.WhenAll(loops);
        await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(50))).ConfigureAwait(false);
        if (ended.IsCompleted)
        {
            _end.Dispose();
        }
    }

    private async Task ServeAsync(GiverHost host)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, host.Gone);
        try
        {
            while (await run.TakeAsync(either.Token).ConfigureAwait(false) is { } message)
            {
                byte[][]? answers = await host.RunAsync(run, message, resent).ConfigureAwait(false);
                if (answers is not { Length: > 0 })
                {
                    run.GiveBack(message, isLost: answers is null);
                    break;
                }

                run.Keep(message, answers);
            }
        }
        catch (Exception exception) when (!_end.IsCancellationRequested)
        {
            run.Run.Abort(exception);
        }
        finally
        {
            lock (_lock)
            {
                _free++;
            }
        }
    }
}
