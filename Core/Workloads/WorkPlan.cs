using ConcurrencyBench.Core.Divisors;

namespace ConcurrencyBench.Core.Workloads;

/// <summary>A workload cut into items, whose answers are merged into one sorted list per number again.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Items">The items: number by number in the workload's order, each number's ranges in ascending order.</param>
public sealed record WorkPlan(Workload Workload, ImmutableArray<WorkItem> Items)
{
    // The worker that ends last ends at most one item after the others: 64 items a worker keep that below 1.6 % of its time,
    // and an item still takes a millisecond or so, a thousand times what handing it over costs.
    private const int ItemsPerWorker = 64;

    // Below this a range costs less than handing it over.
    private const long MinimumRangeLength = 1 << 14;

    /// <summary>Cuts a workload into items.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="kernel">The kernel of every item; it defines the size of a number's search space.</param>
    /// <param name="granularity">The way in which numbers are cut.</param>
    /// <param name="workers">The number of workers for which ranges are cut, 1 or more; whole numbers ignore it.</param>
    public static WorkPlan Cut(Workload workload, IDivisorKernel kernel, Granularity granularity, int workers)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);

        IEnumerable<WorkItem> whole = workload.Numbers.Select(number => new WorkItem(
            kernel,
            number,
            new CandidateRange(1, kernel.CandidateCount(number))
        ));
        return new WorkPlan(
            workload,
            granularity switch
            {
                Granularity.PerNumber => [.. whole],
                Granularity.Ranges => SplitEvenly([.. whole], workers).Select(part => part.Item).ToImmutableArray(),
                _ => throw new ArgumentOutOfRangeException(nameof(granularity), granularity, null),
            }
        );
    }

    /// <summary>Cuts items into parts of about equal cost, enough for the workers to end almost together.</summary>
    /// <returns>Each part with the index of the item that it belongs to; the parts of an item are consecutive and in order.</returns>
    internal static IEnumerable<(int ItemIndex, WorkItem Item)> SplitEvenly(ImmutableArray<WorkItem> items, int workers)
    {
        double total = items.Sum(item => (double)item.Candidates.Length);
        double length = Math.Max(MinimumRangeLength, Math.Ceiling(total / ((double)workers * ItemsPerWorker)));
        return items.SelectMany(
            (item, index) =>
                item.Split(Math.Max(1, (long)Math.Ceiling(item.Candidates.Length / length)))
                    .DefaultIfEmpty(item)
                    .Select(part => (index, part))
        );
    }

    /// <summary>Merges the items' answers.</summary>
    /// <param name="answers">answers[i] belongs to Items[i].</param>
    /// <returns>result[j] holds the divisors of Workload.Numbers[j], ascending.</returns>
    /// <exception cref="ArgumentException">There is not one answer for each item.</exception>
    public long[][] Merge(long[][] answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Length != Items.Length)
        {
            throw new ArgumentException($"Expected {Items.Length} answers, one for each item, and got {answers.Length}.", nameof(answers));
        }

        long[][] merged = new long[Workload.Numbers.Length][];
        int item = 0;
        for (int number = 0; number < merged.Length; number++)
        {
            // A number's items are consecutive, and each number's first one starts at candidate 1.
            int first = item++;
            while (item < Items.Length && Items[item].Candidates.First != 1)
            {
                item++;
            }

            merged[number] = item - first == 1 ? [.. answers[first]] : [.. answers[first..item].SelectMany(divisors => divisors)];
            Array.Sort(merged[number]);
        }

        return merged;
    }
}
