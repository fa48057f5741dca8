using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>Tests of the text of a gate's result.</summary>
public sealed class GateDocumentTests
{
    [Fact]
    public void Of_NothingChanged_SaysWhatIsExcluded() =>
        Assert.Contains(
            "Nothing is slower: a slow-down of 5.0 % or more is excluded in all 2 benchmarks.",
            Text(new("N.T.One"), new("N.T.Two")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Of_OneSlower_PutsItFirstAndSaysSo()
    {
        string text = Text(new("N.T.A"), new("N.T.B", CandidateRatio: 1.1), new("N.T.C"));
        Assert.Contains("1 of 3 benchmarks slower, confirmed by fresh pairs.", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("| T.B", StringComparison.Ordinal) < text.IndexOf("| T.A", StringComparison.Ordinal), text);
        Assert.Matches(@"\*\*Slower by (9\.\d|10|11) %\*\*", text);
    }

    [Fact]
    public void Of_ABenchmarkTooNoisy_SaysWhatIsNotExcluded()
    {
        using SimulatedGate gate = new(1, new SimulatedBenchmark("N.T.Wild", LaunchNoise: 0.3))
        {
            Settings = SimulatedGate.DefaultSettings with { Pairs = new(6, 9) },
        };
        GateResult result = GateResult.FromRun(gate.Run());
        string text = MarkdownRenderer.Render("t", GateDocument.Create(result));
        Assert.Equal(ExitCode.Inconclusive, GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false));
        Assert.Equal(ExitCode.NothingSlower, GateExitCode.Choose(result, FailOn.Nothing, allowsMissing: false));
        Assert.Contains("slower is not excluded", text, StringComparison.Ordinal);
        Assert.Contains(
            "Nothing is shown to be slower, but a slow-down of 5.0 % or more is not excluded in 1 of 1 benchmark.",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_NothingRunsOnBothSides_IsAFindingAndNoCrash()
    {
        GateResult result = SimulatedGate.Of(5, new SimulatedBenchmark("N.T.Gone") { IsInCandidate = false });
        Assert.Empty(result.Benchmarks);
        Assert.Equal(ExitCode.MissingOrFailed, GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false));
        Assert.Contains(
            "No benchmark could be measured on both sides.",
            MarkdownRenderer.Render("t", GateDocument.Create(result)),
            StringComparison.Ordinal
        );
        Assert.Contains("nothing is measured", MarkdownRenderer.Render("t", PlanDocument.Create(result.Run)), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ThatCannotKeepTheTolerance_SaysWhatItFinds()
    {
        using SimulatedGate gate = new(6, new SimulatedBenchmark("N.T.Wild", LaunchNoise: 0.1))
        {
            Settings = SimulatedGate.DefaultSettings with { Pairs = new(6, 9) },
        };
        Assert.Matches(
            @"This finds a slow-down of \d+ % in any of them, not of 5\.0 %",
            MarkdownRenderer.Render("t", PlanDocument.Create(gate.Run()))
        );
    }

    [Fact]
    public void Plan_OfTooFewPairs_SaysHowManyCanCall()
    {
        using SimulatedGate gate = new(6, [.. Enumerable.Range(0, 10).Select(index => new SimulatedBenchmark($"N.T.B{index}"))])
        {
            Settings = SimulatedGate.DefaultSettings with { Pairs = new(6, 9) },
        };
        Assert.Contains(
            "9 fresh pairs cannot call one of 10 benchmarks where all need them; --pairs 6+10 can",
            MarkdownRenderer.Render("t", PlanDocument.Create(gate.Run())),
            StringComparison.Ordinal
        );
    }

    /// <summary>Pairs that would do, of which outlier launches leave too few: their number is not the reason.</summary>
    [Fact]
    public void Plan_OfEnoughPairsWithOutlierLaunches_DoesNotAskForAsMany()
    {
        using SimulatedGate gate = new(7, new SimulatedBenchmark("N.T.Bad", SlowShare: 0.2), new SimulatedBenchmark("N.T.Good"))
        {
            Settings = SimulatedGate.DefaultSettings with { Pairs = new(6, 9) },
        };
        string text = MarkdownRenderer.Render("t", PlanDocument.Create(gate.Run()));
        Assert.DoesNotContain("cannot call", text, StringComparison.Ordinal);
        Assert.Contains("a slow-down of no certain size", text, StringComparison.Ordinal);
        Assert.Contains("More --pairs find smaller ones.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_OfAnyRun_HasNoNumberThatJsonCannotHold()
    {
        using SimulatedGate gate = new(7, new SimulatedBenchmark("N.T.Bad", SlowShare: 0.5), new SimulatedBenchmark("N.T.Good"))
        {
            Settings = SimulatedGate.DefaultSettings with { Pairs = new(6, 9) },
        };
        string json = GateJson.Render(GateResult.FromRun(gate.Run()), 0, "gate.jsonl");
        Assert.DoesNotContain("Infinity", json, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
    }

    private static string Text(params SimulatedBenchmark[] benchmarks) =>
        MarkdownRenderer.Render("t", GateDocument.Create(SimulatedGate.Of(3, [.. benchmarks])));
}
