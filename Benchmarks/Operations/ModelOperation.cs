using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>A model on a workload, ready to be timed: made, run once, and its answers found right.</summary>
internal sealed class ModelOperation : IDisposable
{
    private readonly IConcurrencyModel _model;
    private readonly WorkPlan _plan;
    private readonly WorkerLedger _ledger;

    private ModelOperation(IConcurrencyModel model, WorkPlan plan, WorkerLedger ledger)
    {
        _model = model;
        _plan = plan;
        _ledger = ledger;
    }

    /// <summary>Makes the model that a benchmark method is named after and checks it.</summary>
    /// <exception cref="WrongAnswerException">It answers wrongly; it gets no time.</exception>
    public static ModelOperation Prepare(string method, string workloadId) =>
        Prepare(MethodName.ModelOf(method), SuiteSettings.Current, workloadId);

    /// <inheritdoc cref="Prepare(string, string)"/>
    public static ModelOperation Prepare(ModelSpec spec, SuiteSettings settings, string workloadId)
    {
        WorkPlan plan = WorkPlan.Cut(settings.Find(workloadId), settings.Kernel, spec.Granularity, settings.Workers);
        WorkerLedger ledger = new();
        ModelOperation prepared = new(spec.Create(new ModelOptions(settings.Workers, Ledger: ledger)), plan, ledger);
        try
        {
            // Only the first call of a launch comes here. It is never timed, so it may wait.
            AnswerCheck.ThrowIfWrong(plan.Workload, prepared.RunAsync().AsTask().GetAwaiter().GetResult());
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>The operation that is timed: runs the items and puts their answers together.</summary>
    /// <returns>The divisors of each number of the workload, ascending.</returns>
    public async ValueTask<long[][]> RunAsync() =>
        _plan.Merge(await _model.RunAsync(_plan.Items, CancellationToken.None).ConfigureAwait(false));

    /// <summary>Runs operations that are not timed, and leaves their resource use for the report.</summary>
    /// <param name="benchmark">See <see cref="ResourceProbe.Key"/>.</param>
    public void MeasureResources(string benchmark) =>
        ResourceProbe.Take(benchmark, () => RunAsync().AsTask().GetAwaiter().GetResult(), _ledger);

    public void Dispose() => _model.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
