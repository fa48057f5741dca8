using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>
/// The pairs of processes of a sweep: one for all benchmarks that any process can run, and one for each environment that jobs need, such as
/// another garbage collector. They start when they are needed.
/// </summary>
/// <param name="create">Creates a pair of processes with these environment variables.</param>
internal sealed class DuetSweep(Func<ImmutableArray<(string Name, string Value)>, DuetPair> create) : ISweep
{
    private readonly Dictionary<string, DuetPair> _pairs = [];

    /// <summary>A benchmark whose code is not steady is measured so often at most.</summary>
    public int MostTries { get; init; } = 3;

    /// <inheritdoc/>
    public TurnOutcome Measure(string benchmark, CancellationToken cancellation)
    {
        DuetPair pair = Select(benchmark, cancellation);
        DuetResult result = pair.Measure(benchmark, cancellation);

        // Once its methods are compiled they stay so, and the next try begins with them.
        for (int tries = 1; tries < MostTries && result is { Fault: null, Unsteady: not null }; tries++)
        {
            result = pair.Measure(benchmark, cancellation);
        }

        return new TurnOutcome(
            result.Baseline.NanosecondsPerOp,
            result.Candidate.NanosecondsPerOp,
            result.Invocations,
            result.Baseline.AllocatedBytesPerOp,
            result.Candidate.AllocatedBytesPerOp,
            result.Baseline.OverheadNanosecondsPerOp,
            result.Unsteady,
            result.Unpinned,
            result.Fault is { } fault ? (!result.IsCandidateFault, fault.Message) : null
        )
        {
            OperationsPerInvocation = result.OperationsPerInvocation,
        };
    }

    /// <summary>Ends all processes.</summary>
    public void Dispose()
    {
        foreach (DuetPair pair in _pairs.Values)
        {
            pair.Dispose();
        }
    }

    private DuetPair Select(string benchmark, CancellationToken cancellation)
    {
        DuetPair any = Get([]);
        try
        {
            ListedBenchmark? listed = any.ListBaseline(cancellation).FirstOrDefault(listed => listed.Name == benchmark);
            return listed is { Needs.IsEmpty: false } ? Get(listed.Needs) : any;
        }
        catch (DuetException)
        {
            // Measuring it says what is wrong.
            return any;
        }
    }

    private DuetPair Get(ImmutableArray<(string Name, string Value)> needs)
    {
        string key = string.Join('\n', needs);
        return _pairs.TryGetValue(key, out DuetPair? pair) ? pair : _pairs[key] = create(needs);
    }
}
