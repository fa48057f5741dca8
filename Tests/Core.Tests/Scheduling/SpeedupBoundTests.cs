using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;
using ConcurrencyBench.Core.Workloads;
using FsCheck.Xunit;

namespace ConcurrencyBench.Core.Tests.Scheduling;

public class SpeedupBoundTests
{
    private static readonly ImmutableArray<double> Article = [53541233, 21235343, 11421443, 5423123];

    // 91,621,142 candidates in all. Static, P = 2: (53.5 + 21.2) and (11.4 + 5.4) million; in turns: (53.5 + 11.4) and (21.2 + 5.4). Fair
    // share, P = 2: all four at half speed until the smallest is done at 4·5.4/2, and so on; the largest ends at 61.9 million.
    [Theory]
    [InlineData(Schedule.Sequential, 2, 1)]
    [InlineData(Schedule.DynamicInOrder, 2, 1.711)]
    [InlineData(Schedule.DynamicInOrder, 4, 1.711)]
    [InlineData(Schedule.Dynamic, 2, 1.711)]
    [InlineData(Schedule.ContiguousStatic, 2, 1.225)]
    [InlineData(Schedule.ContiguousStatic, 4, 1.711)]
    [InlineData(Schedule.RoundRobin, 2, 1.410)]
    [InlineData(Schedule.RoundRobin, 4, 1.711)]
    [InlineData(Schedule.FairShare, 2, 1.48)]
    [InlineData(Schedule.FairShare, 4, 1.711)]
    [InlineData(Schedule.Recursive, 2, 2)]
    [InlineData(Schedule.Recursive, 4, 4)]
    public void Of_Article_IsTheKnownValue(Schedule schedule, int workers, double expected) =>
        Assert.Equal(
            expected,
            SpeedupBound.Compute(schedule, Article, workers),
            0.0005 + (schedule == Schedule.FairShare && workers == 2 ? 0.005 : 0)
        );

    [Theory]
    [InlineData("parallel-for/ranges", 2, 2, 2)]
    [InlineData("parallel-for/ranges", 4, 4, 4)]
    [InlineData("parallel-for/ranges", 4, 2, 2)]
    [InlineData("parallel-for", 1, 2, 1)]
    [InlineData("task-per-item", 1, 2, 1.711)]
    [InlineData("fork-join", 1, 2, 2)]
    [InlineData("process-per-item", 1, 2, 1.48)]
    [InlineData("thread-slices", 2, 2, 1.225)]
    [InlineData("channel-rendezvous", 2, 2, 1)]
    public void Of_RowOfTheCatalogue_KnowsWhoWorksAndOnHowManyCores(string id, int workers, int cores, double expected) =>
        Assert.Equal(
            expected,
            SpeedupBound.Compute(
                ModelCatalog.All.Single(spec => spec.Id == id),
                WorkloadCatalog.Article,
                KernelCatalog.Default.CandidateCount,
                workers,
                cores
            ),
            0.006
        );

    [Property(MaxTest = 200)]
    public bool Of_Dynamic_IsReachedByNoAssignmentAndMissedByTwoAtMost(byte[] costs, byte workers)
    {
        (ImmutableArray<double> items, int crew) = Small(costs, workers);
        double best = BestOfAllAssignments(items, crew);

        return Makespan.Compute(Schedule.Dynamic, items, crew) <= best && best <= 2 * Makespan.Compute(Schedule.Dynamic, items, crew);
    }

    [Property(MaxTest = 200)]
    public bool Of_DynamicInOrder_IsWhatSteppingThroughTimeGives(byte[] costs, byte workers)
    {
        (ImmutableArray<double> items, int crew) = Small(costs, workers);

        return Math.Abs(Makespan.Compute(Schedule.DynamicInOrder, items, crew) - StepThroughTime(items, crew)) < 1e-9
            && Makespan.Compute(Schedule.DynamicInOrder, items, crew) >= BestOfAllAssignments(items, crew) - 1e-9;
    }

    [Property(MaxTest = 200)]
    public bool Of_ContiguousStatic_IsTheBestOfAllEvenSlices(byte[] costs, byte workers)
    {
        (ImmutableArray<double> items, int crew) = Small(costs, workers);

        return Math.Abs(Makespan.Compute(Schedule.ContiguousStatic, items, crew) - BestEvenSlices(items, Math.Min(crew, items.Length)))
            < 1e-9;
    }

    [Property(MaxTest = 100)]
    public bool Of_FairShare_IsWhatSmallTimeSlicesGive(byte[] costs, byte workers)
    {
        (ImmutableArray<double> items, int crew) = Small(costs, workers);
        double exact = Makespan.Compute(Schedule.FairShare, items, crew);

        return Math.Abs(SliceTime(items, crew) - exact) < 0.02 * items.Length;
    }

    [Property(MaxTest = 200)]
    public bool Of_AnySchedule_IsBetweenOneAndTheWorkers(byte[] costs, byte workers)
    {
        (ImmutableArray<double> items, int crew) = Small(costs, workers);

        return Enum.GetValues<Schedule>()
            .All(schedule => SpeedupBound.Compute(schedule, items, crew) is var bound && bound >= 1 - 1e-9 && bound <= crew + 1e-9);
    }

    // One to six items of cost 1 to 20 on one to four workers.
    private static (ImmutableArray<double> Costs, int Workers) Small(byte[] costs, byte workers) =>
        ([.. (costs is [] ? [(byte)1] : costs).Take(6).Select(cost => 1.0 + (cost % 20))], 1 + (workers % 4));

    private static double BestOfAllAssignments(ImmutableArray<double> costs, int workers)
    {
        double best = double.PositiveInfinity;
        for (int code = 0; code < (int)Math.Pow(workers, costs.Length); code++)
        {
            double[] load = new double[workers];
            int rest = code;
            foreach (double cost in costs)
            {
                load[rest % workers] += cost;
                rest /= workers;
            }

            best = Math.Min(best, load.Max());
        }

        return best;
    }

    // Costs are whole: in each unit of time an idle worker takes the next item.
    private static double StepThroughTime(ImmutableArray<double> costs, int workers)
    {
        double[] left = new double[workers];
        int next = 0;
        int time = 0;
        for (; next < costs.Length || left.Any(rest => rest > 0); time++)
        {
            for (int worker = 0; worker < workers; worker++)
            {
                if (left[worker] == 0 && next < costs.Length)
                {
                    left[worker] = costs[next++];
                }

                left[worker] = Math.Max(0, left[worker] - 1);
            }
        }

        return time;
    }

    private static double BestEvenSlices(ImmutableArray<double> costs, int slices) =>
        slices == 1
            ? costs.Sum()
            : new[] { costs.Length / slices, (costs.Length + slices - 1) / slices }
                .Distinct()
                .Where(first => IsEven(costs.Length - first, slices - 1, costs.Length / slices))
                .Min(first => Math.Max(costs[..first].Sum(), BestEvenSlicesOf(costs[first..], slices - 1, costs.Length / slices)));

    // The rest must do with slices of the same two lengths.
    private static double BestEvenSlicesOf(ImmutableArray<double> costs, int slices, int shorter) =>
        slices == 0
            ? costs.IsEmpty
                ? 0
                : double.PositiveInfinity
            : new[] { shorter, shorter + 1 }
                .Where(first => first <= costs.Length && IsEven(costs.Length - first, slices - 1, shorter))
                .Select(first => Math.Max(costs[..first].Sum(), BestEvenSlicesOf(costs[first..], slices - 1, shorter)))
                .DefaultIfEmpty(double.PositiveInfinity)
                .Min();

    private static bool IsEven(int items, int slices, int shorter) => items >= slices * shorter && items <= slices * (shorter + 1);

    private static double SliceTime(ImmutableArray<double> costs, int cores)
    {
        const double Slice = 0.005;
        double[] left = [.. costs];
        double time = 0;
        while (left.Any(rest => rest > 0))
        {
            double rate = Math.Min(1, cores / (double)left.Count(rest => rest > 0));
            left = [.. left.Select(rest => rest - (rest > 0 ? rate * Slice : 0))];
            time += Slice;
        }

        return time;
    }
}
