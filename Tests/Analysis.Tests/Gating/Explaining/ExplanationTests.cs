using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Tests.Gating.Explaining;

public sealed class ExplanationTests
{
    private const string Benchmark = "N.C.Run()";
    private const string Parse = "N.C.Parse()";
    private const string Format = "N.C.Format()";
    private const string Spin = "N.C.Spin()";
    private const string Concat = "System.String.Concat()";

    [Fact]
    public void FromProfiles_AMethodWhoseSelfTimeGrew_NamesItFirst()
    {
        // 1,000 samples are 100 ns, then 110: Parse takes 30 ns and then 40.
        Explanation explanation = Explain(
            pair => Side(100, (700 + pair, [Benchmark]), (300 - pair, [Benchmark, Parse])),
            pair => Side(110, (700 - pair, [Benchmark]), (400 + pair, [Benchmark, Parse]))
        );

        MethodChange named = Assert.Single(explanation.Named);
        Assert.Equal(Parse, named.Method);
        Assert.Equal(explanation.Changes[0], named);
        Assert.Equal(10, named.Own.Difference.Value, 1.0);
        Assert.Equal(10, explanation.Operation.Difference.Value, 1e-9);
        Assert.True(named.Own.Difference.Lower > 0);
    }

    [Fact]
    public void FromProfiles_ANewMethod_CountsForItsCaller()
    {
        Explanation explanation = Explain(
            pair => Side(100, (700 + pair, [Benchmark]), (300 - pair, [Benchmark, Parse])),
            pair => Side(110, (700 - pair, [Benchmark]), (300 + pair, [Benchmark, Parse]), (100, [Benchmark, Parse, Spin]))
        );

        MethodChange named = Assert.Single(explanation.Named);
        Assert.Equal(Parse, named.Method);
        Assert.Equal((Spin, MethodPresence.CandidateOnly), (named.Through[0].Method, named.Through[0].Presence));
        Assert.Equal(10, named.Through[0].Nanoseconds, 0.5);
        Assert.Equal(MethodPresence.CandidateOnly, explanation.Changes.Single(change => change.Method == Spin).Presence);
    }

    [Fact]
    public void FromProfiles_AMethodThatIsInlinedOnOneSide_IsNoChange()
    {
        Explanation explanation = Explain(
            pair => Side(100, (600 + pair, [Benchmark]), (400 - pair, [Benchmark, Parse])),
            pair => Side(100, (1000 + pair, [Benchmark]))
        );

        Assert.Empty(explanation.Named);
    }

    [Fact]
    public void FromProfiles_TheFrameworkTakesLonger_NamesItsCaller()
    {
        Explanation explanation = Explain(
            pair => Side(100, (700 + pair, [Benchmark]), (200, [Benchmark, Format, Concat]), (100 - pair, [Benchmark, Format])),
            pair => Side(120, (700 - pair, [Benchmark]), (400, [Benchmark, Format, Concat]), (100 + pair, [Benchmark, Format]))
        );

        Assert.Equal([Format], explanation.Named.Select(change => change.Method));
    }

    [Fact]
    public void FromProfiles_TheSameSamples_NameNothing()
    {
        Explanation explanation = Explain(
            pair => Side(100 + pair, (700 + (5 * pair), [Benchmark]), (300 - (5 * pair), [Benchmark, Parse])),
            pair => Side(100 - pair, (700 - (5 * pair), [Benchmark]), (300 + (5 * pair), [Benchmark, Parse]))
        );

        Assert.Empty(explanation.Named);
    }

    [Fact]
    public void FromProfiles_SidesExchanged_NamesTheSameWithTheOtherSign()
    {
        SideProfile Slow(int pair) => Side(110, (700 - pair, [Benchmark]), (400 + pair, [Benchmark, Parse]));
        SideProfile Fast(int pair) => Side(100, (700 + pair, [Benchmark]), (300 - pair, [Benchmark, Parse]));

        MethodChange there = Explain(Fast, Slow).Changes[0];
        MethodChange back = Explain(Slow, Fast).Changes[0];

        Assert.Equal(there.Method, back.Method);
        Assert.Equal(there.Own.Difference.Value, -back.Own.Difference.Value, 1e-9);
        Assert.True(back.IsNamed);
    }

    [Fact]
    public void FromProfiles_ASmallChangeAmongManyMethods_IsNamedWhereItsCodeChanged()
    {
        // Parse takes 1.57 ns more, with a standard error of 0.5: t is 3.1 with 6 degrees of freedom, p 0.02, among 21 or alone with half
        // of the level.
        Explanation Explain(bool hasChanged)
        {
            ImmutableArray<string> others = [.. Enumerable.Range(0, 20).Select(i => FormattableString.Invariant($"N.C.Other{i:00}()"))];
            SideProfile Create(int parse) =>
                Mark(Side(100, [(parse, [Benchmark, Parse]), .. others.Select((other, i) => (30 + i, new[] { Benchmark, other }))]));
            SideProfile Mark(SideProfile side) =>
                side with
                {
                    Frames = [.. side.Frames.Select(frame => frame with { HasChanged = hasChanged && frame.Name == Parse })],
                };
            return ExplanationTests.Explain(_ => Create(200), pair => Create(220 + (8 * pair)));
        }

        Assert.Contains(Parse, Explain(hasChanged: true).Named.Select(change => change.Method));
        Assert.DoesNotContain(Parse, Explain(hasChanged: false).Named.Select(change => change.Method));
    }

    [Fact]
    public void FromProfiles_AMethodThatRunsChangedCode_ComesBeforeALargerChangeElsewhere()
    {
        SideProfile Mark(SideProfile side) =>
            side with
            {
                Frames = [.. side.Frames.Select(frame => frame.Name == Parse ? frame with { ChangedInlinees = [Spin] } : frame)],
            };
        Explanation explanation = Explain(
            pair => Side(100, (700 + pair, [Benchmark, Format]), (300 - pair, [Benchmark, Parse])),
            pair => Mark(Side(150, (667 - pair, [Benchmark, Format]), (333 + pair, [Benchmark, Parse])))
        );

        Assert.Equal([Parse, Format], explanation.Named.Select(change => change.Method));
        Assert.Equal([Spin], explanation.ChangedCode);
    }

    [Fact]
    public void FromProfiles_Recursion_CountsASampleOnce()
    {
        Explanation explanation = Explain(
            _ => Side(100, (1000, [Benchmark, Parse, Parse, Parse])),
            _ => Side(100, (1000, [Benchmark, Parse, Parse, Parse]))
        );

        Assert.Equal(100, explanation.Changes.Single(change => change.Method == Parse).Inclusive.Baseline, 1e-9);
    }

    [Fact]
    public void FromRun_FewerPairsThanASpreadNeeds_ExplainsNothing()
    {
        SideProfile side = Side(100, (10, [Benchmark]));
        HeaderLine header = new(1, new GateSettings(0.02, 0.05, null, null, 1, [], [], [], 1, 60), new("a", "a", "1"), new("b", "b", "2"));
        GateRun run = GateRun.Begin(header).With(new ProfileLine("N.C.Run", 0, side, side)).With(new ProfileLine("N.C.Run", 1, side, side));

        Assert.Empty(Explanation.FromRun(run));
        Assert.Single(Explanation.FromRun(run.With(new ProfileLine("N.C.Run", 2, side, side))));
    }

    private static Explanation Explain(Func<int, SideProfile> baseline, Func<int, SideProfile> candidate) =>
        Explanation.FromProfiles(
            "N.C.Run",
            [.. Enumerable.Range(-3, 7).Select(pair => new ProfileLine("N.C.Run", pair + 3, baseline(pair), candidate(pair)))]
        );

    private static SideProfile Side(double nanoseconds, params (int Samples, string[] Frames)[] stacks)
    {
        ImmutableArray<string> names = [.. stacks.SelectMany(stack => stack.Frames).Distinct()];
        return new SideProfile(
            nanoseconds,
            [.. names.Select(name => new ProfiledFrame(name, name.StartsWith("System.", StringComparison.Ordinal)))],
            [.. stacks.Select(stack => new ProfiledStack([.. stack.Frames.Select(frame => names.IndexOf(frame))], stack.Samples))]
        );
    }
}
