using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>
/// Two processes, baseline and candidate, that stay for all benchmarks, and the owner of them. When a benchmark fails, both are
/// ended, and fresh ones are started for the next one.
/// </summary>
/// <param name="baseline">The program of the baseline.</param>
/// <param name="candidate">The program of the candidate.</param>
/// <param name="settings">Lengths and limits.</param>
/// <param name="temporaryFolder">The folder around those of the processes.</param>
/// <param name="guard">Ends the processes when this one is killed; null for none.</param>
/// <param name="random">Draws orders and cores.</param>
internal sealed class DuetPair(
    DuetProgram baseline,
    DuetProgram candidate,
    DuetSettings settings,
    string temporaryFolder,
    LaunchGuard? guard,
    Random random
) : IDisposable
{
    private (DuetClient Baseline, DuetClient Candidate)? _clients;

    /// <summary>True when a benchmark has run in the processes.</summary>
    private bool _isUsed;

    /// <summary>True starts the baseline's process first, and false the candidate's; null draws the order each time.</summary>
    public bool? StartsBaselineFirst { get; init; }

    /// <summary>Begins to watch what comes before the turns that count, and ends with its disposal; null for nothing.</summary>
    public Func<DuetClient, DuetClient, IDisposable>? WatchWarmUp { get; init; }

    /// <summary>Begins to watch the turns that count, and ends with its disposal; null for nothing.</summary>
    public Func<DuetClient, DuetClient, IDisposable>? Watch { get; init; }

    /// <summary>The benchmarks of the baseline; starts both processes where they are not there yet.</summary>
    /// <exception cref="DuetException">A program cannot be started so.</exception>
    public ImmutableArray<ListedBenchmark> ListBaseline(CancellationToken cancellation) => GetClients(cancellation).Baseline.Benchmarks;

    /// <summary>The benchmarks of the candidate; starts both processes where they are not there yet.</summary>
    /// <exception cref="DuetException">A program cannot be started so.</exception>
    public ImmutableArray<ListedBenchmark> ListCandidate(CancellationToken cancellation) => GetClients(cancellation).Candidate.Benchmarks;

    /// <summary>Measures one benchmark. One that throws or crashes where others ran before is tried once more in fresh processes.</summary>
    /// <remarks>It may have met what the others left behind, such as a static list; BenchmarkDotNet gives each its own process.</remarks>
    /// <param name="name">Its full name, the same in both.</param>
    /// <param name="cancellation">Ends both processes.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public DuetResult Measure(string name, CancellationToken cancellation)
    {
        bool isUsed = _isUsed;
        DuetResult result = MeasureOnce(name, cancellation);
        return isUsed && result.Fault is { MayBeOfOthers: true } ? MeasureOnce(name, cancellation) : result;
    }

    /// <summary>Ends both processes.</summary>
    public void Dispose() => EndProcesses();

    private DuetResult MeasureOnce(string name, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            (DuetClient first, DuetClient second) = GetClients(cancellation);
            _isUsed = true;
            DuetResult result = new TurnTaker(first, second, settings, random) { WatchWarmUp = WatchWarmUp, Watch = Watch }.Measure(
                name,
                start
            );
            if (first.EndsStaticState(name) || second.EndsStaticState(name))
            {
                EndProcesses();
            }

            return result;
        }
        catch (DuetException exception)
        {
            bool isCandidate = exception.Client is { } client && client == _clients?.Candidate;
            if (exception.Fault.Kind is not DuetFaultKind.NotRunnable)
            {
                EndProcesses();
            }

            return DuetResult.Fail(name, Stopwatch.GetElapsedTime(start), exception.Fault) with
            {
                IsCandidateFault = isCandidate,
            };
        }
        catch
        {
            EndProcesses();
            throw;
        }
    }

    private (DuetClient Baseline, DuetClient Candidate) GetClients(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return _clients ??= StartClients(cancellation);
    }

    // The second process of a pair can be a little slower.
    private (DuetClient Baseline, DuetClient Candidate) StartClients(CancellationToken cancellation)
    {
        bool isBaselineFirst = StartsBaselineFirst ?? random.Next(2) == 0;
        DuetClient first = StartClient(isBaselineFirst ? baseline : candidate, cancellation);
        try
        {
            DuetClient second = StartClient(isBaselineFirst ? candidate : baseline, cancellation);
            return isBaselineFirst ? (first, second) : (second, first);
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    private DuetClient StartClient(DuetProgram program, CancellationToken cancellation) =>
        DuetClient.Connect(DuetProcess.Start(program, temporaryFolder, guard, settings.SetupLimit, cancellation), settings);

    private void EndProcesses()
    {
        _clients?.Baseline.Dispose();
        _clients?.Candidate.Dispose();
        _clients = null;
        _isUsed = false;
    }
}
