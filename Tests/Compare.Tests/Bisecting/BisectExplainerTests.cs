using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Compare.Bisecting;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Profiling;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Exports;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Compare.Tests.Bisecting;

/// <summary>The profile at the end of a bisection.</summary>
public sealed class BisectExplainerTests : IGateView
{
    private readonly List<string> _messages = [];
    private readonly List<BisectLine> _lines = [];

    [Fact]
    public void Explain_TheCommitIsFound_NamesTheMethodThatChangedInIt()
    {
        SimulatedPrograms programs = new(slowFrom: 9);
        BisectRun found = Find(programs, 15);

        BisectRun run = new BisectExplainer(programs, _lines.Add, this).Explain(found, CancellationToken.None);

        Assert.Equal([(8, 9)], programs.Profiled);
        Assert.Equal(["N.T.Parse()"], run.Explanation!.Named.Select(change => change.Method));
        string text = MarkdownRenderer.Render("t", BisectDocument.Create(run));
        Assert.Contains("N.T.Parse() takes 9.800 ns more", text, StringComparison.Ordinal);
        Assert.Contains("The baseline of this section is 0000008 \"Change 8\", the candidate 0000009", text, StringComparison.Ordinal);
        Assert.Contains("- 0000009 \"Change 9\" of Ann, 1970-01-10, touches N.T.Parse().", text, StringComparison.Ordinal);
        Assert.Contains("\"explanation\": {", BisectJson.Render(run, 0, "bisect.jsonl"), StringComparison.Ordinal);
        Assert.Contains("bisect-flames", BisectPage.Render(run, _ => []), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ThenReadAgain_HasTheSameExplanation()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "bisect.jsonl");
        SimulatedPrograms programs = new(slowFrom: 9);
        BisectRun run = Find(programs, 15);
        using (BisectFile file = BisectFile.Create(path, run.Header))
        {
            _lines.ForEach(file.Append);
            run = new BisectExplainer(programs, file.Append, this).Explain(run, CancellationToken.None);
        }

        Assert.Equal(BisectJson.Render(run, 0, "bisect.jsonl"), BisectJson.Render(BisectFile.Read(path), 0, "bisect.jsonl"));
    }

    [Fact]
    public void Explain_TheProfilerFails_SaysSoAndTheCommitStaysFound()
    {
        SimulatedPrograms programs = new(slowFrom: 9) { ProfileFault = new ProfileException("It does not connect.") };
        BisectRun found = Find(programs, 15);
        string verdict = BisectDocument.Describe(found);

        BisectRun run = new BisectExplainer(programs, _lines.Add, this).Explain(found, CancellationToken.None);

        Assert.Equal("0000009 is not profiled. It does not connect.", _messages[^1]);
        Assert.Null(run.Explanation);
        Assert.Equal((true, verdict), (run.IsFound, BisectDocument.Describe(run)));
        Assert.Contains(
            "bdn-compare gate 0000008 0000009",
            MarkdownRenderer.Render("t", BisectDocument.Create(run)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Explain_NoCommitIsFound_ProfilesNothing()
    {
        SimulatedPrograms programs = new(slowFrom: 99);

        new BisectExplainer(programs, _lines.Add, this).Explain(Find(programs, 15), CancellationToken.None);

        Assert.Empty(programs.Profiled);
    }

    private BisectRun Find(SimulatedPrograms programs, int commits) =>
        new BisectRunner(programs, _lines.Add, this, budget: null, TimeProvider.System).Finish(
            SimulatedPrograms.Begin(commits),
            CancellationToken.None
        );

    void IGateView.ShowMessage(string line) => _messages.Add(line);

    void IGateView.ShowProgress(GateProgress progress) { }
}
