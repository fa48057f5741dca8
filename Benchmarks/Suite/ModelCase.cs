using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>A model on a workload, ready to be timed: made, run once, and its answers found right.</summary>
internal sealed class ModelCase : IDisposable
{
    private readonly IConcurrencyModel _model;
    private readonly WorkPlan _plan;

    private ModelCase(IConcurrencyModel model, WorkPlan plan)
    {
        _model = model;
        _plan = plan;
    }

    /// <summary>Makes the model that a benchmark method is named after and checks it.</summary>
    /// <exception cref="WrongAnswerException">It answers wrongly; it gets no time.</exception>
    public static ModelCase Prepare(string method, string workloadId)
        => Prepare(BenchmarkNames.ModelOf(method), SuiteSettings.Current, workloadId);

    /// <inheritdoc cref="Prepare(string, string)"/>
    public static ModelCase Prepare(ModelSpec spec, SuiteSettings settings, string workloadId)
    {
        WorkPlan plan = WorkPlan.Cut(settings.Find(workloadId), settings.Kernel, spec.Granularity, settings.Workers);
        ModelCase prepared = new(spec.Create(new ModelOptions(settings.Workers)), plan);
        try
        {
            // BenchmarkDotNet's in-process toolchain does not await set-up code, so this waits.
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
    public async ValueTask<long[][]> RunAsync()
        => _plan.Merge(await _model.RunAsync(_plan.Items, CancellationToken.None).ConfigureAwait(false));

    public void Dispose() => _model.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
