using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Suite;

/// <summary>A kernel on one number, ready to be timed: run once, and its answer found right.</summary>
internal sealed class KernelCase
{
    private readonly WorkItem _item;

    private KernelCase(WorkItem item)
    {
        _item = item;
    }

    /// <summary>Takes the kernel that a benchmark method is named after and checks it.</summary>
    /// <exception cref="WrongAnswerException">It answers wrongly; it gets no time.</exception>
    public static KernelCase Prepare(string method, long number)
    {
        IDivisorKernel kernel =
            BenchmarkNames.FindKernel(method) ?? throw new ArgumentException($"No kernel is measured by '{method}'.", nameof(method));
        WorkPlan plan = WorkPlan.Cut(Workload.Custom([number]), kernel, Granularity.PerNumber, 1);
        KernelCase prepared = new(plan.Items[0]);
        AnswerCheck.ThrowIfWrong(plan.Workload, plan.Merge([prepared.Run()]));
        return prepared;
    }

    /// <inheritdoc cref="ModelCase.TakeCosts"/>
    public void TakeCosts(string benchmark) => CostProbe.Take(benchmark, () => Run(), ledger: null);

    /// <summary>The operation that is timed: a full search.</summary>
    public long[] Run() => _item.Run(CancellationToken.None);
}
