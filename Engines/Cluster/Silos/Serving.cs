namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The open calls of a run: one for each message that a host holds for a worker, as far as the run may use them.</summary>
/// <param name="run">The run.</param>
/// <param name="workers">The workers that the run may use.</param>
/// <param name="prefetch">The calls that are open for each of them.</param>
/// <param name="findHosts">The hosts that are there.</param>
/// <param name="resent">Gets the reason of each call that is sent again.</param>
internal sealed class Serving(GiverRun run, int workers, int prefetch, Func<ImmutableArray<GiverHost>> findHosts, Action<Exception> resent)
    : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _loops = [];
    private readonly Dictionary<GiverHost, int> _open = [];
    private readonly HashSet<GiverHost> _leaving = [];
    private int _free = workers * prefetch;
    private bool _isEnded;

    /// <summary>The run.</summary>
    public GiverRun Run => run;

    /// <summary>Gives messages to hosts, as many at once as their workers may hold; in turns among them where not all are used.</summary>
    public void Add(IReadOnlyCollection<GiverHost> hosts)
    {
        lock (_lock)
        {
            int most = hosts.Select(host => host.Hello.Cores * prefetch).DefaultIfEmpty().Max();
            for (int call = 0; call < most; call++)
            {
                foreach (GiverHost host in hosts.Where(host => call < host.Hello.Cores * prefetch))
                {
                    TryOpen(host, call);
                }
            }
        }
    }

    /// <summary>Gives no more. Calls that are open may still come back.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] loops;
        lock (_lock)
        {
            _isEnded = true;
            loops = [.. _loops];
        }

        await _end.CancelAsync().ConfigureAwait(false);

        // A loop ends with the call that is open, which an ended run makes short; a host that is silent is waited for by nobody.
        Task ended = Task.WhenAll(loops);
        await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(50))).ConfigureAwait(false);
        if (ended.IsCompleted)
        {
            _end.Dispose();
        }
    }

    private void TryOpen(GiverHost host, int call)
    {
        int open = _open.GetValueOrDefault(host);
        bool isThere = !host.Gone.IsCancellationRequested && !_leaving.Contains(host);
        if (open <= call && _free > 0 && isThere && !_isEnded)
        {
            _free--;
            _open[host] = open + 1;
            _loops.Add(Task.Run(() => ServeAsync(host)));
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
                    Leave(host);
                    run.GiveBack(message, isLost: answers is null);
                    break;
                }

                run.Keep(message, answers);
            }
        }
        catch (Exception exception) when (!_isEnded)
        {
            run.Run.Abort(exception);
        }
        finally
        {
            lock (_lock)
            {
                _free++;
                _open[host]--;
            }

            // Others of those that are there may have a worker that the run could not use before.
            Add(findHosts());
        }
    }

    private void Leave(GiverHost host)
    {
        lock (_lock)
        {
            _leaving.Add(host);
        }
    }
}
