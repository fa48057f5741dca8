using ConcurrencyBench.Benchmarks.Suite;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>A program of the article, in any language, on a workload, ready to be timed.</summary>
/// <remarks>Every answer is checked: that takes some 50 µs, against tens of milliseconds at least.</remarks>
internal sealed class PeerCase : OwningCase<long[][]>
{
    // An operation of Python takes seconds; whoever needs more than this hangs.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // What the JIT has to see before it is through, in worker processes too. Python and Go have nothing like it.
    private const int WarmupOperations = 10;

    private readonly Workload _workload;
    private readonly Func<ValueTask<long[][]>> _run;

    private PeerCase(Workload workload, Func<ValueTask<long[][]>> run, IDisposable owned)
        : base(owned)
    {
        _workload = workload;
        _run = run;
    }

    /// <summary>Makes what a method of <see cref="PeerBenchmarks"/> is named after.</summary>
    /// <exception cref="PeerException">The language is not here, or its program does not start.</exception>
    /// <exception cref="WrongAnswerException">A model answers wrongly; it gets no time.</exception>
    public static PeerCase Prepare(string method, string workloadId) =>
        BenchmarkNames.FindPeer(method) is { } spec
            ? Prepare(spec, SuiteSettings.Current, workloadId)
            : Prepare(BenchmarkNames.ModelOf(method), SuiteSettings.Current, workloadId);

    private static PeerCase Prepare(PeerSpec spec, SuiteSettings settings, string workloadId)
    {
        Workload workload = settings.Find(workloadId);
        PeerServer server = PeerServer.Start(spec.Language.Command());
        PeerRequest request = new(spec.Variant, [.. workload.Numbers], settings.Workers);
        return new PeerCase(workload, () => new(server.Run(request, Limit)), server);
    }

    private static PeerCase Prepare(ModelSpec spec, SuiteSettings settings, string workloadId)
    {
        ModelCase model = ModelCase.Prepare(spec, settings, workloadId);
        PeerCase prepared = new(settings.Find(workloadId), model.RunAsync, model);
        for (int operation = 0; operation < WarmupOperations; operation++)
        {
            prepared.RunAsync().AsTask().GetAwaiter().GetResult();
        }

        return prepared;
    }

    protected override ValueTask<long[][]> OperateAsync() => _run();

    protected override void ThrowIfWrong(long[][] outcome) => AnswerCheck.ThrowIfWrong(_workload, outcome);
}
