using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The result of a bisection as a page: the commit, and the flame graph of what changed in it.</summary>
internal static class BisectPage
{
    /// <param name="run">Finished, or as far as its budget went.</param>
    /// <param name="link">Links the files of the explanation.</param>
    public static string Render(BisectRun run, Func<Explanation, ImmutableArray<Block>> link) =>
        Page.Render(
            BisectDocument.Title,
            "",
            BisectDocument.Create(
                run,
                explanation => [FlamePicture.Draw(run.Profiles, explanation.Benchmark, "bisect-flames"), .. link(explanation)]
            )
        );
}
