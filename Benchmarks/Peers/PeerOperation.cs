using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>A program of the article, in any language, on a workload, ready to be timed.</summary>
/// <remarks>Every answer is checked: that takes some 50 µs, against tens of milliseconds at least.</remarks>
internal sealed class PeerOperation : CheckedOperation<long[][]>
{
    // An operation of Python takes seconds; one that takes longer than this hangs.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // The warm-up of the JIT, in worker processes too. Python and Go need none.
    private const int WarmupOperations = 10;

    private readonly Workload _workload;
    private readonly Func<ValueTask<long[][]>> _run;

    private PeerOperation(Workload workload, Func<ValueTask<long[][]>> run, IDisposable owned)
        : base(owned)
    {
        _workload = workload;
        _run = run;
    }

    /// <summary>Makes what a method of <see cref="PeerBenchmarks"/> is named after.</summary>
    /// <exception cref="PeerException">The language is not here, or its program does not start.</exception>
    /// <exception cref="WrongAnswerException">A model answers wrongly; it gets no time.</exception>
    public static PeerOperation Prepare(string method, string workloadId) =>
        PeerCatalog.FindByMethod(method) is { } spec
            ? Prepare(spec, SuiteSettings.Current, workloadId)
            : Prepare(MethodName.ModelOf(method), SuiteSettings.Current, workloadId);

    private static PeerOperation Prepare(PeerSpec spec, SuiteSettings settings, string workloadId)
    {
        Workload workload = settings.Find(workloadId);
        PeerServer server = PeerServer.Start(spec.Language.Command());
        PeerRequest request = new(spec.Variant, [.. workload.Numbers], settings.Workers);
        return new PeerOperation(workload, () => new(server.Run(request, Limit)), server);
    }

    private static PeerOperation Prepare(ModelSpec spec, SuiteSettings settings, string workloadId)
    {
        ModelOperation model = ModelOperation.Prepare(spec, settings, workloadId);
        PeerOperation prepared = new(settings.Find(workloadId), model.RunAsync, model);
        for (int operation = 0; operation < WarmupOperations; operation++)
        {
            prepared.RunAsync().AsTask().GetAwaiter().GetResult();
        }

        return prepared;
    }

    protected override ValueTask<long[][]> OperateAsync() => _run();

    protected override void ThrowIfWrong(long[][] outcome) => AnswerCheck.ThrowIfWrong(_workload, outcome);
}
