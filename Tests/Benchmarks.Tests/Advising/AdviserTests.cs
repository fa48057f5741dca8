using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Advising;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Tests.Advising;

public sealed class AdviserTests
{
    private const double Millisecond = 1e6;

    // Round figures of the sizes that real ones have: a thread 100 µs, a process 20 ms, an item 1 µs.
    private static readonly MachineOverheads Machine = new(
        "a-machine",
        2,
        "overheads.json",
        1,
        [
            .. ModelCatalog.All.Select(spec => new ModelOverhead(
                spec.Id,
                RunOf(spec),
                spec.Schedule == Schedule.FairShare ? 1e5 : 1e4,
                1e3,
                1e2
            )),
        ]
    );

    [Fact]
    public void Advise_AFewTinyItems_TakesOneThread() => Assert.Equal("sequential", Recommend([2_000, 3_000, 1_000]).Id);

    [Fact]
    public void Advise_ManyItemsAlike_TakesTheLeastCodeOfTheFastest()
    {
        Advice advice = Advise(new Work([.. Enumerable.Repeat(0.1 * Millisecond, 1_000)], CanBeCut: false, "a test"));
        int lines = SnippetCatalog.CountLines(advice.Recommended.Spec)!.Value;
        double limit = advice.Models[0].Nanoseconds!.Value * (1 + Adviser.Tie);
        Assert.All(
            advice.Models.Where(model => model.IsEligible && model.Nanoseconds <= limit && !model.Spec.UsesProcesses),
            model => Assert.True(lines <= (SnippetCatalog.CountLines(model.Spec) ?? int.MaxValue), model.Spec.Id)
        );
    }

    // In order, 400 begins at 200 and ends at 600; in two slices it ends at 550. All at once on two cores, 100 ends at 200, 150 at 275
    // and 200 at 325, where 400 has done 200 and goes on alone. The longest first: 400 beside 200, 150 and 100, which end at 450.
    [Fact]
    public void Advise_TheLargestItemLast_StartsAllAtOnceAndNamesTheBetterOrder()
    {
        ImmutableArray<double> items = [100 * Millisecond, 200 * Millisecond, 150 * Millisecond, 400 * Millisecond];
        Advice advice = Advise(new Work(items, CanBeCut: false, "a test"));
        Assert.Equal(Schedule.FairShare, advice.Recommended.Spec.Schedule);
        Assert.InRange(advice.Recommended.Nanoseconds!.Value, 525 * Millisecond, 527 * Millisecond);
        Assert.InRange(advice.Longest!.Nanoseconds, 450 * Millisecond, 451 * Millisecond);
    }

    [Fact]
    public void Advise_ItemsThatCanBeCut_CutsThem()
    {
        Work work = new([100 * Millisecond, 20 * Millisecond], CanBeCut: true, "a test");
        Advice advice = Advise(work);
        Assert.True(advice.Recommended.Spec.SplitsNumbers);
        Assert.Equal(60 * Millisecond, advice.IdealNanoseconds);
        Assert.InRange(advice.Cut!.Nanoseconds, 60 * Millisecond, 62 * Millisecond);

        // Without the permission it only says what a cut would gain.
        Advice whole = Advise(work with { CanBeCut = false });
        Assert.False(whole.Recommended.Spec.SplitsNumbers);
        Assert.Equal(100 * Millisecond, whole.IdealNanoseconds);
        Assert.InRange(whole.Cut!.Nanoseconds, 60 * Millisecond, 62 * Millisecond);
    }

    [Fact]
    public void Advise_IsolationWanted_TakesProcesses()
    {
        Advice advice = Advise(new AdviceRequest(Alike(), 2, NeedsIsolation: true));
        Assert.True(advice.Recommended.Spec.UsesProcesses);
        Assert.All(advice.Models.Where(model => !model.Spec.UsesProcesses), model => Assert.Equal("shares one process", model.WhyNot));
    }

    [Fact]
    public void Advise_AStream_TakesAModelThatTakesItemsAsTheyCome()
    {
        Advice advice = Advise(new AdviceRequest(Alike(), 2, IsStream: true));
        Assert.True(advice.Recommended.Spec.TakesStream);
        Assert.Null(advice.Longest); // The order of a stream is not free.
        Assert.Contains(AdviceLimits.Create(advice), line => line.Contains("queue up", StringComparison.Ordinal));
    }

    // 1 µs of hand-over for items of 1 µs: chunks halve the time, and the fewest that come near the best are named.
    [Fact]
    public void Advise_ItemsAsSmallAsTheirHandOver_JoinsThem()
    {
        Advice advice = Advise(new Work([.. Enumerable.Repeat(1e3, 20_000)], CanBeCut: false, "a test"));
        Assert.InRange(advice.Chunks!.Size, 16, 256);
        Assert.True(advice.Chunks.Nanoseconds < 0.6 * advice.Recommended.Nanoseconds);
    }

    [Fact]
    public void Advise_TooManyItemsForOneThreadEach_SaysSo()
    {
        Advice advice = Advise(new Work([.. Enumerable.Repeat(Millisecond, 300)], CanBeCut: false, "a test"));
        Assert.Contains(
            "too many items",
            advice.Models.Single(model => model.Spec.Id == "thread-per-item").WhyNot,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Advise_NothingMeasured_IsAClearError()
    {
        Adviser adviser = new(ModelCatalog.All, Machine with { Models = [] }, SnippetCatalog.CountLines);
        UsageException exception = Assert.Throws<UsageException>(() => adviser.Advise(new AdviceRequest(Alike(), 2)));
        Assert.Contains("--calibrate", exception.Message, StringComparison.Ordinal);
    }

    // Two cores that slow each other down by half gain 1.33x, and sequential is not slowed down.
    [Fact]
    public void Advise_CoresThatShareMemory_GainLess()
    {
        Advice advice = Advise(Alike() with { SharingFactor = 1.5 });
        double sequential = advice.Models.Single(model => model.Spec == ModelCatalog.Baseline).Nanoseconds!.Value;
        Assert.InRange(sequential / advice.Recommended.Nanoseconds!.Value, 1.3, 1.34);
        Assert.Contains(AdviceLimits.Create(advice), line => line.Contains("1.50x as long", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.4, "wait for something")]
    [InlineData(1.9, "parallel themselves")]
    public void Limits_ProcessorTimeUnlikeOneCore_IsSaid(double busyShare, string expected) =>
        Assert.Contains(
            AdviceLimits.Create(Advise(Alike() with { BusyShare = busyShare })),
            line => line.Contains(expected, StringComparison.Ordinal)
        );

    private static Work Alike() => new([.. Enumerable.Repeat(10 * Millisecond, 40)], CanBeCut: false, "a test");

    private static double RunOf(ModelSpec spec) =>
        spec.Schedule == Schedule.Sequential && !spec.HasDispatcher ? 0
        : spec is { UsesProcesses: true, Schedule: Schedule.FairShare } ? 20 * Millisecond
        : 1e5;

    private static ModelSpec Recommend(ImmutableArray<double> items) => Advise(new Work(items, CanBeCut: false, "a test")).Recommended.Spec;

    private static Advice Advise(Work work) => Advise(new AdviceRequest(work, 2));

    private static Advice Advise(AdviceRequest request) =>
        new Adviser(ModelCatalog.All, Machine, SnippetCatalog.CountLines).Advise(request);
}
