using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Compare.Gating;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Plans what is profiled after the verdict.</summary>
internal static class GateExplanations
{
    /// <param name="run">Of which both stages are done.</param>
    /// <param name="request">The arguments.</param>
    /// <param name="view">Gets a line where something that was called is not profiled.</param>
    public static ExplanationPlan Plan(GateRun run, GateRequest request, IGateView view)
    {
        // A shard has no verdict of its own.
        if (request.ExplainsNothing || (request.Explained.IsEmpty && run.Header.Settings.Shard is not null))
        {
            return ExplanationPlan.None;
        }

        BenchmarkResult[] results = [.. GateResult.FromRun(run).Benchmarks.Where(benchmark => benchmark.Plan.Method == PairMethod.Turns)];
        if (!request.Explained.IsEmpty)
        {
            NameFilter filter = new(request.Explained);
            ImmutableArray<string> wanted = [.. results.Select(benchmark => benchmark.Plan.Name).Where(filter.Matches)];
            return new ExplanationPlan(wanted, ExplanationPlan.WantedPairs, LeftOut: []);
        }

        ExplanationPlan plan = ExplanationPlan.ForCalled(run, results.Select(Summarize));
        if (plan.LeftOut is [var first, ..])
        {
            view.ShowMessage(
                $"{Figures.FormatCount(plan.LeftOut.Length, "benchmark")} not profiled, such as {first}: a quarter of the gate's time is "
                    + "not enough. --resume with --explain GLOB profiles it all the same."
            );
        }

        return plan;
    }

    private static BenchmarkVerdict Summarize(BenchmarkResult benchmark) =>
        new(benchmark.Plan.Name, benchmark.Judgement.Verdict, benchmark.Assessment.Estimate?.Value ?? 0);
}
