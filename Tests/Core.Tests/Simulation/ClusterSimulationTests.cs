using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;
using ConcurrencyBench.Core.Simulation;
using FsCheck;
using FsCheck.Xunit;

namespace ConcurrencyBench.Core.Tests.Simulation;

public sealed class ClusterSimulationTests
{
    private const int Seed = 1;

    // One host, one core, items of 3 s and 5 s. Giving and taking 1 s each, the network 10 s one way. The giver gives the first at 0..1,
    // it arrives at 11, ends at 14, its answer arrives at 24 and is taken at 25; the second is given at 26, arrives at 36, ends at 41,
    // and is taken at 51..52.
    [Fact]
    public void Run_OneCoreWithoutPrefetch_WaitsForEveryWay() =>
        Assert.Equal(52, Run(new ClusterSetup(1, 1) { HandOffSeconds = 2, LatencySeconds = 10 }, [3, 5]).Seconds, 9);

    // The same with the next message held: given at 0..1 and 1..2, the second arrives at 12 and begins at 14 when the first ends. It ends
    // at 19, its answer arrives at 29 and is taken at 30.
    [Fact]
    public void Run_OneCoreWithPrefetch_WaitsForTheNetworkOnce() =>
        Assert.Equal(
            30,
            Run(
                new ClusterSetup(1, 1)
                {
                    HandOffSeconds = 2,
                    LatencySeconds = 10,
                    Prefetch = 2,
                },
                [3, 5]
            ).Seconds,
            9
        );

    // Items of 1 to 5 s in messages of two: 3, 7 and 5 s, each 0.5 s longer on its core. Hand-off 1 s a message and 0.1 s an item, half
    // each way. One core: given at 0..0.6, ends at 4.1, taken at 4.7; given at 5.3, ends at 12.8, taken at 13.4; the last has one item:
    // given at 13.95, ends at 19.45, taken at 20.
    [Fact]
    public void Run_Batches_TakesTheMessageOnceAndEachItem() =>
        Assert.Equal(
            20,
            Run(
                new ClusterSetup(1, 1)
                {
                    HandOffSeconds = 1,
                    HandOffItemSeconds = 0.1,
                    WorkerSeconds = 0.5,
                    Batch = 2,
                },
                [1, 2, 3, 4, 5]
            ).Seconds,
            9
        );

    /// <summary>The 20 items are on a slow host and a fast one: each idle one takes the next.</summary>
    [Fact]
    public void Run_HalfOfTheHostsSlow_GivesThemLess()
    {
        ClusterSetup setup = new(2, 1) { StragglerShare = 0.5, StragglerFactor = 4 };
        // The fast one runs 4 items while the slow one runs 1: 16 s and 4 items.
        Assert.Equal(16, Run(setup, [.. Enumerable.Repeat(1.0, 20)]).Seconds, 9);
    }

    // Two hosts, one four times slower, two items of 10 s. The slow one would answer at 40; the fast one is done at 10 and gets a copy of
    // that item, which it ends at 20.
    [Theory]
    [InlineData(false, 40, 0)]
    [InlineData(true, 20, 1)]
    public void Run_TheLastItemOnASlowHost_IsCopiedWhereThatIsWanted(bool isSpeculative, double seconds, int copies)
    {
        ClusterSetup setup = new(2, 1)
        {
            StragglerShare = 0.5,
            StragglerFactor = 4,
            IsSpeculative = isSpeculative,
        };
        ClusterResult result = Run(setup, [10, 10]);
        Assert.Equal((seconds, copies, 0), (result.Seconds, result.Copied, result.Duplicates));
    }

    /// <summary>Without anything beside the items it is the schedule of Core, on cores of their own.</summary>
    [Property]
    public void Run_NothingBesideTheItems_IsTheScheduleOfOneMachine(byte[] given, byte hosts, byte cores, byte batch)
    {
        ImmutableArray<double> costs = Costs(given);
        ClusterSetup setup = new((hosts % 5) + 1, (cores % 4) + 1) { Batch = (batch % 3) + 1 };
        ImmutableArray<double> messages = [.. costs.Chunk(setup.Batch).Select(chunk => chunk.Sum())];
        double expected = ScheduleSimulation.Makespan(Schedule.DynamicInOrder, messages, setup.AllCores, setup.AllCores);
        Assert.Equal(expected, Run(setup, costs).Seconds, 1e-6);
        Assert.Equal(expected, ClusterLimits.ComputeBound(setup, costs), 1e-6);
    }

    [Property]
    public void Run_AnySetup_IsNeverBelowTheBoundAndLosesNothing(byte[] given, DoNotSize<ushort> choices, int seed)
    {
        ImmutableArray<double> costs = Costs(given);
        ClusterSetup setup = Choose(choices.Item);
        ClusterResult result = ClusterSimulation.Run(setup, costs, seed);
        double least = costs.IsEmpty ? 0 : Math.Max(costs.Max(), costs.Sum() / setup.AllCores);

        Assert.True(result.HasEnded);
        Assert.Equal((costs.Length + setup.Batch - 1) / setup.Batch, result.Answered);
        Assert.InRange(result.Seconds, least - 1e-6, double.MaxValue);
        Assert.InRange(result.Seconds, ClusterLimits.ComputeGiverSeconds(setup, costs) - 1e-6, double.MaxValue);
        Assert.InRange(result.Duplicates, 0, result.Copied + result.Repeated);
    }

    [Property]
    public void Run_TheSameSeed_IsTheSameRun(byte[] given, DoNotSize<ushort> choices, int seed) =>
        Assert.Equal(
            ClusterSimulation.Run(Choose(choices.Item), Costs(given), seed),
            ClusterSimulation.Run(Choose(choices.Item), Costs(given), seed)
        );

    /// <summary>Less time between failures, the same draws: one run may be lucky, a hundred are not.</summary>
    [Fact]
    public void Run_MoreFailures_TakesLongerOnAverage()
    {
        ImmutableArray<double> costs = [.. Enumerable.Range(0, 200).Select(item => 1.0 + (item % 7))];
        double[] means =
        [
            .. new[] { double.PositiveInfinity, 400, 200, 100, 50, 25 }.Select(meanTime =>
                Enumerable
                    .Range(0, 100)
                    .Average(seed =>
                        ClusterSimulation
                            .Run(
                                new ClusterSetup(5, 2)
                                {
                                    FailureSeconds = meanTime,
                                    DetectionSeconds = 3,
                                    RepairSeconds = 10,
                                },
                                costs,
                                seed
                            )
                            .Seconds
                    )
            ),
        ];
        Assert.True(means.All(double.IsFinite));
        Assert.Equal(means.Order(), means);
        Assert.True(means[^1] > 1.5 * means[0], $"{means[0]} s without failures, {means[^1]} s with one each 25 s.");
    }

    /// <summary>An item of ten times the time between failures ends never; the run says so instead of going on.</summary>
    [Fact]
    public void Run_HostsThatFailBeforeAnItemEnds_IsGivenUp()
    {
        ClusterSetup setup = new(1, 1) { FailureSeconds = 1 };
        Assert.False(Run(setup, [1_000]).HasEnded);
    }

    private static ClusterResult Run(ClusterSetup setup, ImmutableArray<double> items) => ClusterSimulation.Run(setup, items, Seed);

    private static ImmutableArray<double> Costs(byte[] given) => [.. given.Select(cost => cost + 1.0)];

    // Every bit turns something on. The longest message takes three times as long as a host lives on average, so that each run ends.
    private static ClusterSetup Choose(ushort choices)
    {
        bool Has(int bit) => ((choices >> bit) & 1) != 0;
        return new ClusterSetup((choices & 3) + 1, Has(2) ? 3 : 1)
        {
            HandOffSeconds = Has(3) ? 7 : 0,
            HandOffItemSeconds = Has(4) ? 2 : 0,
            WorkerSeconds = Has(5) ? 3 : 0,
            LatencySeconds = Has(6) ? 11 : 0,
            Prefetch = Has(7) ? 3 : 1,
            Batch = Has(8) ? 4 : 1,
            FailureSeconds = Has(9) ? 1_000 : double.PositiveInfinity,
            DetectionSeconds = Has(10) ? 40 : 0,
            RepairSeconds = Has(11) ? 200 : 0,
            StragglerShare = Has(12) ? 0.4 : 0,
            StragglerFactor = 3,
            IsSpeculative = Has(13),
        };
    }
}
