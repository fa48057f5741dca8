using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>Tests of the text below a gate's table that names the methods whose time changed.</summary>
public sealed class ExplanationDocumentTests
{
    private static readonly ImmutableArray<ProfiledFrame> Frames =
    [
        new("N.T.B()", IsFramework: false),
        new("N.T.Parse(System.Int32, N.D)", IsFramework: false) { HasChanged = true },
        new("N.T.Spin()", IsFramework: false),
    ];

    [Fact]
    public void Create_AMethodThatCallsANewOne_NamesItAndTheNewOne()
    {
        string text = MarkdownRenderer.Render("t", GateDocument.Create(Explain(added: 100)));

        Assert.Contains("What changed in T.B", text, StringComparison.Ordinal);
        Assert.Contains("N.T.Parse(Int32, D) takes 10 ns more (+", text, StringComparison.Ordinal);
        Assert.Contains("+10 ns of it in N.T.Spin(), which only the candidate calls.", text, StringComparison.Ordinal);
        Assert.Contains("named; its code changed", text, StringComparison.Ordinal);
        Assert.Contains("While it is sampled, an operation of the baseline takes 100 ns", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_TheNewMethodWasInlined_SaysSo()
    {
        GateResult result = Explain(
            added: 100,
            (side, isCandidate) =>
                side with
                {
                    Compiled = [new(Frames[1].Name, isCandidate ? 80 : 120, "OptimizedTier1", isCandidate ? [] : ["N.T.Spin()"])],
                    Allocated =
                    [
                        new("System.String", 100),
                        .. isCandidate ? [new AllocatedType("System.Int32", 24)] : ImmutableArray<AllocatedType>.Empty,
                    ],
                    Collections = [isCandidate ? 3e-6 : 1e-6, 0, 0],
                }
        );
        string text = MarkdownRenderer.Render("t", GateDocument.Create(result));

        Assert.Contains("+10 ns of it in N.T.Spin(), which the baseline inlines.", text, StringComparison.Ordinal);
        Assert.Contains(
            "N.T.Parse(Int32, D): the baseline inlines N.T.Spin() into it, and the candidate does not; its machine code has "
                + "120 → 80 bytes.",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("Allocates System.Int32: 0 B → 24 B in an operation (+24 B – +24 B).", text, StringComparison.Ordinal);
        Assert.Matches("Collects generation 0: 1[.0]* → 3[.0]* times in a million operations", text);
        Assert.DoesNotContain("System.String:", text, StringComparison.Ordinal);
        string json = GateJson.Render(result, 2, "gate.jsonl");
        Assert.Contains("\"noLongerInlined\": [", json, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"System.Int32\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_NoMethodChanged_NamesNoneAndSaysWhatCodeChanged() =>
        Assert.Contains(
            "No method is named: the time of none changed clearly. It runs code that changed: N.T.Parse(Int32, D).",
            MarkdownRenderer.Render("t", GateDocument.Create(Explain(added: 0))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Json_AnExplanation_HasTheNamedMethods()
    {
        string json = GateJson.Render(Explain(added: 100), 2, "gate.jsonl");

        Assert.Contains("\"explanations\": [", json, StringComparison.Ordinal);
        Assert.Contains("\"named\": [\n        \"N.T.Parse(System.Int32, N.D)\"\n      ]", json, StringComparison.Ordinal);
        Assert.Contains("\"presence\": \"candidateOnly\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "\"explanations\"",
            GateJson.Render(SimulatedGate.Of(3, new SimulatedBenchmark("N.T.B")), 0, null),
            StringComparison.Ordinal
        );
    }

    private static GateResult Explain(int added, Func<SideProfile, bool, SideProfile>? add = null)
    {
        using SimulatedGate gate = new(3, new SimulatedBenchmark("N.T.B"));
        GateRun run = gate.Run();
        for (int pair = -2; pair <= 2; pair++)
        {
            SideProfile baseline = new(100, Frames, [new([0], 700 + pair), new([0, 1], 300 - pair)]);
            SideProfile candidate = new(
                100 + (added / 10),
                Frames,
                [
                    new([0], 700 - pair),
                    new([0, 1], 300 + pair),
                    .. added == 0 ? ImmutableArray<ProfiledStack>.Empty : [new([0, 1, 2], added)],
                ]
            );
            run = run.With(
                new ProfileLine("N.T.B", pair + 2, add?.Invoke(baseline, false) ?? baseline, add?.Invoke(candidate, true) ?? candidate)
            );
        }

        return GateResult.FromRun(run);
    }
}
