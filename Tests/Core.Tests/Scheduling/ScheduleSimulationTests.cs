using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;
using FsCheck.Xunit;

namespace ConcurrencyBench.Core.Tests.Scheduling;

public sealed class ScheduleSimulationTests
{
    private static readonly ImmutableArray<double> Article = [53_541_233, 21_235_343, 11_421_443, 5_423_123];

    /// <summary>The bounds of docs/methodology.md, "The limit of a number at a time".</summary>
    [Theory]
    [InlineData(Schedule.Sequential, 4, 1)]
    [InlineData(Schedule.DynamicInOrder, 1, 1)]
    [InlineData(Schedule.DynamicInOrder, 2, 1.711)]
    [InlineData(Schedule.DynamicInOrder, 4, 1.711)]
    [InlineData(Schedule.DynamicInOrder, 256, 1.711)]
    [InlineData(Schedule.ContiguousStatic, 2, 1.225)]
    [InlineData(Schedule.ContiguousStatic, 4, 1.711)]
    [InlineData(Schedule.RoundRobin, 1, 1)]
    [InlineData(Schedule.RoundRobin, 2, 1.410)]
    [InlineData(Schedule.RoundRobin, 4, 1.711)]
    [InlineData(Schedule.FairShare, 2, 1.479)]
    [InlineData(Schedule.FairShare, 4, 1.711)]
    public void Makespan_TheArticle_HasTheKnownSpeedup(Schedule schedule, int cores, double speedup) =>
        Assert.Equal(speedup, Article.Sum() / ScheduleSimulation.Makespan(schedule, Article, cores, cores), 0.001);

    [Fact]
    public void Makespan_FourWorkersOnTwoCores_IsFairShareOfFour() =>
        Assert.Equal(
            ScheduleSimulation.Makespan(Schedule.FairShare, Article, 2, 2),
            ScheduleSimulation.Makespan(Schedule.DynamicInOrder, Article, 4, 2)
        );

    // Three workers on two cores, costs 4, 2, 2, 4. Each runs at 2/3: at 3 the second and third end (2 done each), the first
    // has done 2. The fourth starts; two run at full speed: the first ends at 5, the fourth at 7.
    [Fact]
    public void Makespan_MoreWorkersThanCores_SharesThemEqually() =>
        Assert.Equal(7, ScheduleSimulation.Makespan(Schedule.DynamicInOrder, [4, 2, 2, 4], 3, 2), 9);

    // Workers start at 0, 3 and 6. The first does the items of cost 2 at 0 and 2 and that of 10 at 4; the second had taken
    // the third item at 3: 0-2 first, 2-4 second, second worker 3-5 third, first worker 4-14 fourth.
    [Fact]
    public void Makespan_WorkersThatStartLate_FindLess() =>
        Assert.Equal(14, ScheduleSimulation.Makespan(Schedule.DynamicInOrder, [2, 2, 2, 10], 3, 3, startCost: 3), 9);

    [Fact]
    public void Makespan_NoItems_IsNothing() => Assert.Equal(0, ScheduleSimulation.Makespan(Schedule.DynamicInOrder, [], 2, 2));

    /// <summary>R. L. Graham, Bounds on Multiprocessing Timing Anomalies, 1969: no more than (2 − 1/P) times the best.</summary>
    [Property]
    public void Makespan_Greedy_LiesBetweenTheLimitsThatEveryoneKnows(byte[] given, byte more)
    {
        ImmutableArray<double> costs = [.. given.Select(cost => cost + 1.0)];
        int workers = more % 8 + 1;
        double makespan = ScheduleSimulation.Makespan(Schedule.DynamicInOrder, costs, workers, workers);
        double least = costs.IsEmpty ? 0 : Math.Max(costs.Max(), costs.Sum() / workers);
        Assert.InRange(makespan, least - 1e-6, costs.IsEmpty ? 0 : (2 - 1.0 / workers) * least + 1e-6);
    }

    /// <summary>Sharing loses nothing as long as every core is busy, and no order of events makes work.</summary>
    [Property]
    public void Makespan_AnyWorkersOnOneCore_IsTheSum(byte[] given, byte more)
    {
        ImmutableArray<double> costs = [.. given.Select(cost => cost + 1.0)];
        Assert.Equal(costs.Sum(), ScheduleSimulation.Makespan(Schedule.DynamicInOrder, costs, more % 8 + 1, 1), 1e-6);
        Assert.Equal(costs.Sum(), ScheduleSimulation.Makespan(Schedule.FairShare, costs, 1, 1), 1e-6);
    }

    [Property]
    public void Makespan_InTurnsOnCoresOfTheirOwn_IsTheLargestSumOfEveryNthItem(byte[] given, byte more)
    {
        ImmutableArray<double> costs = [.. given.Select(cost => cost + 1.0)];
        int workers = more % 8 + 1;
        double largest = Enumerable.Range(0, workers).Max(worker => costs.Where((_, item) => item % workers == worker).Sum());
        Assert.Equal(largest, ScheduleSimulation.Makespan(Schedule.RoundRobin, costs, workers, workers), 1e-6);
    }

    [Property]
    public void Makespan_GreedyOnCoresOfTheirOwn_IsWhatPlainListSchedulingGives(byte[] given, byte more)
    {
        ImmutableArray<double> costs = [.. given.Select(cost => cost + 1.0)];
        double[] ends = new double[more % 8 + 1];
        foreach (double cost in costs)
        {
            int first = Array.IndexOf(ends, ends.Min());
            ends[first] += cost;
        }

        Assert.Equal(ends.Max(), ScheduleSimulation.Makespan(Schedule.DynamicInOrder, costs, ends.Length, ends.Length), 1e-6);
    }
}
