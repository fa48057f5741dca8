using ConcurrencyBench.Compare.Gating;

namespace ConcurrencyBench.Compare.Tests.Gating;

public sealed class CountdownTests
{
    [Fact]
    public void Step_AsFastAsExpected_LeavesTheRestOfWhatIsExpected()
    {
        List<GateProgress> shown = [];
        Countdown countdown = new("stage 1", total: 100, expectedSeconds: 1000, new View(shown));
        countdown.Step(0.001, measurements: 2);
        countdown.Skip(500, measurements: 50);

        Assert.Equal([(2, 100), (52, 100)], shown.Select(progress => (progress.Done, progress.Total)));
        Assert.InRange(shown[0].Left.TotalSeconds, 999, 1e5);
        Assert.Equal(0.5, shown[1].Left / shown[0].Left, 1);
    }

    [Fact]
    public void Step_MoreThanExpected_NeverLeavesLessThanNothing()
    {
        List<GateProgress> shown = [];
        new Countdown("pilot", 1, expectedSeconds: 1, new View(shown)).Step(5);
        Assert.Equal(TimeSpan.Zero, Assert.Single(shown).Left);
    }

    [Fact]
    public void Step_SlowerThanExpected_ExpectsTheRestToBeSlowerToo()
    {
        List<GateProgress> shown = [];
        Clock clock = new();
        Countdown countdown = new("stage 1", total: 100, expectedSeconds: 1000, new View(shown), clock);
        clock.Seconds = 1000;
        countdown.Step(500, measurements: 50);

        Assert.InRange(shown[0].Left.TotalSeconds, 950, 1000);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    private sealed class View(List<GateProgress> shown) : IGateView
    {
        public void ShowMessage(string line) { }

        public void ShowProgress(GateProgress progress) => shown.Add(progress);
    }
}
