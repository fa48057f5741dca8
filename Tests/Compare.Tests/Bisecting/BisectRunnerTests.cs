using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Compare.Bisecting;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Tests.Bisecting;

/// <summary>Whole bisections of commits whose pairs are drawn.</summary>
public sealed class BisectRunnerTests : IGateView
{
    private readonly List<string> _messages = [];
    private readonly List<BisectLine> _lines = [];

    [Fact]
    public void Finish_OneSlowCommitAmong31_IsFoundWithFewBuilds()
    {
        SimulatedPrograms programs = new(slowFrom: 17);
        BisectRun run = Finish(programs, SimulatedPrograms.Begin(31));

        Assert.Equal((17, 17, true), (run.Range!.First, run.Range.Last, run.IsFound));
        Assert.True(programs.Built.Count < 20);
        Assert.StartsWith("31 commits from 0000000 (good) to 000001f (bad).", _messages[0], StringComparison.Ordinal);
        string text = BisectDocument.Describe(run);
        Assert.StartsWith(
            "N.T.Work is slower since 0000011 \"Change 17\" of Ann, 1970-01-18 (probability ",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("\"exitCode\": 0", BisectJson.Render(run, 0, "bisect.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_NothingIsSlower_EndsAtTheEnds()
    {
        SimulatedPrograms programs = new(slowFrom: 99);
        BisectRun run = Finish(programs, SimulatedPrograms.Begin(31));

        Assert.Equal([31], programs.Measured.Distinct());
        Assert.Equal((EndsVerdict.NotShown, false), (run.Ends, run.IsFound));
        Assert.StartsWith("There is no commit to find: it was not shown", BisectDocument.Describe(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_CommitsThatDoNotBuildOrFail_AreSkippedWithTheReason()
    {
        SimulatedPrograms programs = new(slowFrom: 9) { Broken = [8], Failing = [9] };
        BisectRun run = Finish(programs, SimulatedPrograms.Begin(15));

        Assert.Equal((8, 10, true), (run.Range!.First, run.Range.Last, run.IsFound));
        Assert.Equal([(8, "It does not build."), (9, "it threw")], run.Skipped.Select(skip => (skip.Key, skip.Value)));
        Assert.Contains("one of 3 commits", BisectDocument.Describe(run), StringComparison.Ordinal);
        Assert.Contains("cannot be measured", BisectDocument.Describe(run), StringComparison.Ordinal);
        Assert.Contains(_messages, message => message == "0000008 \"Change 8\" is skipped: It does not build.");
    }

    [Fact]
    public void Finish_CommitsOfTheSameCode_AreNotMeasured()
    {
        SimulatedPrograms programs = new(slowFrom: 13)
        {
            SameCode = Enumerable.Range(1, 12).ToImmutableDictionary(commit => commit, _ => 0),
        };
        BisectRun run = Finish(programs, SimulatedPrograms.Begin(15));

        Assert.Equal(13, run.Range!.First);
        Assert.DoesNotContain(programs.Measured, commit => commit < 13);
    }

    [Fact]
    public void Finish_BothEndsAreTheSameCode_NothingIsMeasured()
    {
        SimulatedPrograms programs = new(slowFrom: 1) { SameCode = ImmutableDictionary<int, int>.Empty.Add(4, 0) };
        BisectRun run = Finish(programs, SimulatedPrograms.Begin(4));

        Assert.Empty(programs.Measured);
        Assert.Contains("is the same code as", BisectDocument.Describe(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_AnEndDoesNotBuildOrFails_IsRefused()
    {
        Assert.Equal("It does not build.", Refuse(new SimulatedPrograms(3) { Broken = [0] }));
        Assert.Equal("N.T.Work fails in 0000000: it threw", Refuse(new SimulatedPrograms(3) { BaselineFails = true }));
        Assert.Equal("N.T.Work fails in 0000004: it threw", Refuse(new SimulatedPrograms(3) { Failing = [4] }));

        string Refuse(SimulatedPrograms programs) =>
            Assert.Throws<UsageException>(() => Finish(programs, SimulatedPrograms.Begin(4))).Message;
    }

    [Fact]
    public void Finish_Interrupted_GoesOnFromItsLines()
    {
        using CancellationTokenSource source = new();
        int pairs = 0;
        SimulatedPrograms interrupted = new(slowFrom: 6)
        {
            Before = _ =>
            {
                if (++pairs == 15)
                {
                    source.Cancel();
                }
            },
        };
        Assert.Throws<OperationCanceledException>(() => Finish(interrupted, SimulatedPrograms.Begin(9), cancellation: source.Token));
        Assert.Equal(14, _lines.OfType<PairLine>().Count());

        BisectRun resumed = _lines.Aggregate(SimulatedPrograms.Begin(9), (run, line) => run.With(line));
        SimulatedPrograms programs = new(slowFrom: 6, seed: 2);
        BisectRun run = Finish(programs, resumed);

        Assert.Equal((6, true), (run.Range!.First, run.IsFound));
        Assert.DoesNotContain(9, programs.Measured);
    }

    [Fact]
    public void Finish_TheBudgetIsSpent_SaysTheRangeAndHowToGoOn()
    {
        ManualClock clock = new();
        SimulatedPrograms programs = new(slowFrom: 20) { Before = _ => clock.Now += TimeSpan.FromSeconds(10) };
        BisectRun run = Finish(programs, SimulatedPrograms.Begin(31), budget: TimeSpan.FromSeconds(130), clock: clock);

        Assert.False(run.IsFound);
        Assert.True(run.Range!.Count > 1);
        Assert.Contains("the budget ended before it was found", BisectDocument.Describe(run), StringComparison.Ordinal);
        Assert.Contains("--resume", MarkdownRenderer.Render("T", BisectDocument.Create(run)), StringComparison.Ordinal);
    }

    void IGateView.ShowMessage(string line) => _messages.Add(line);

    void IGateView.ShowProgress(GateProgress progress) { }

    private BisectRun Finish(
        SimulatedPrograms programs,
        BisectRun run,
        TimeSpan? budget = null,
        TimeProvider? clock = null,
        CancellationToken cancellation = default
    ) => new BisectRunner(programs, _lines.Add, this, budget, clock ?? new ManualClock()).Finish(run, cancellation);

    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
