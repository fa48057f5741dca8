using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>A kernel on one number, ready to be timed: run once, and its answer found right.</summary>
internal sealed class KernelOperation
{
    private readonly WorkItem _item;

    private KernelOperation(WorkItem item)
    {
        _item = item;
    }

    /// <summary>Takes the kernel that a benchmark method is named after and checks it.</summary>
    /// <exception cref="WrongAnswerException">It answers wrongly; it gets no time.</exception>
    public static KernelOperation Prepare(string method, long number)
    {
        IDivisorKernel kernel =
            MethodName.FindKernel(method) ?? throw new ArgumentException($"No kernel is measured by '{method}'.", nameof(method));
        WorkPlan plan = WorkPlan.Cut(Workload.Custom([number]), kernel, Granularity.PerNumber, 1);
        KernelOperation prepared = new(plan.Items[0]);
        AnswerCheck.ThrowIfWrong(plan.Workload, plan.Merge([prepared.Run()]));
        return prepared;
    }

    /// <inheritdoc cref="ModelOperation.MeasureResources"/>
    public void MeasureResources(string benchmark) => ResourceProbe.Take(benchmark, () => Run(), ledger: null);

    /// <summary>The operation that is timed: a full search.</summary>
    public long[] Run() => _item.Run(CancellationToken.None);
}
