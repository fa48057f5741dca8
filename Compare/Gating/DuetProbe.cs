using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Runs benchmarks of one program once, in a process for each environment that their jobs need.</summary>
/// <param name="connect">Starts a process with these environment variables.</param>
/// <param name="settings">The lengths by which the time of a pair is estimated.</param>
internal sealed class DuetProbe(Func<ImmutableArray<(string Name, string Value)>, DuetClient> connect, DuetSettings settings) : IDisposable
{
    private readonly Dictionary<string, DuetClient> _clients = [];

    // The processes in which a benchmark has run.
    private readonly HashSet<DuetClient> _used = [];

    // Of the process that was started last.
    private TimeSpan _start;

    /// <summary>Runs a benchmark once. One that fails costs its process, and is tried in a fresh one where others ran before.</summary>
    public ProbedTurn Run(string benchmark)
    {
        string key = "";
        DuetClient? client = null;
        try
        {
            client = Get(key, []);
            ImmutableArray<(string Name, string Value)> needs =
                client.Benchmarks.FirstOrDefault(listed => listed.Name == benchmark)?.Needs ?? [];
            key = string.Join('\n', needs);
            client = Get(key, needs);
            ProbedTurn probed = Run(client, benchmark);
            if (!client.EndsStaticState(benchmark))
            {
                return probed;
            }

            End(key);
            return probed with { SideSeconds = probed.SideSeconds + _start.TotalSeconds };
        }
        catch (DuetException exception)
        {
            End(key);
            return exception.Fault.MayBeOfOthers && client is not null && _used.Contains(client)
                ? Run(benchmark)
                : new ProbedTurn(0, 0, exception.Fault.Message);
        }
    }

    /// <summary>Ends all processes.</summary>
    public void Dispose()
    {
        foreach (DuetClient client in _clients.Values)
        {
            client.Dispose();
        }
    }

    private ProbedTurn Run(DuetClient client, string benchmark)
    {
        long start = Stopwatch.GetTimestamp();
        OpenedBenchmark opened = client.Open(benchmark);
        TimeSpan setup = Stopwatch.GetElapsedTime(start);
        long invocations = Math.Max(1, opened.FixedInvocations);
        double nanoseconds = client.TakeTurn(LoopKind.Workload, invocations).Nanoseconds / invocations;
        client.Close();
        _used.Add(client);
        return new ProbedTurn(
            nanoseconds,
            settings.EstimateSide(setup, TimeSpan.FromMicroseconds(nanoseconds / 1e3)).TotalSeconds,
            Fault: null
        );
    }

    private DuetClient Get(string key, ImmutableArray<(string Name, string Value)> needs)
    {
        if (!_clients.TryGetValue(key, out DuetClient? client))
        {
            long start = Stopwatch.GetTimestamp();
            client = connect(needs);
            _clients.Add(key, client);
            _start = Stopwatch.GetElapsedTime(start);
        }

        return client;
    }

    private void End(string key)
    {
        if (_clients.Remove(key, out DuetClient? client))
        {
            client.Dispose();
        }
    }
}
