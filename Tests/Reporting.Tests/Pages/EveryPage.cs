using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>A page of every kind that there is, for what must be so of each.</summary>
internal static class EveryPage
{
    private static readonly int[] Sizes = [1, 2, 4];

    /// <returns>The files: index, runs, comparison, gate, history over time, and a page of very long names.</returns>
    public static string[] WriteAll(TemporaryFolder folder)
    {
        string root = PageReport.Copy("suite", folder, "suite");
        Assert.Equal(0, CompareRun.Run("report", root).ExitCode);
        string extras = PageExtras.In(folder);
        Assert.Equal(0, CompareRun.Run("report", extras).ExitCode);
        string comparison = Path.Combine(folder.Path, "comparison.html");
        CompareRun.Run(CompareRun.Fixture("bdn-0.15.8-a"), CompareRun.Fixture("bdn-0.15.8-b"), "-o", comparison);
        return
        [
            Path.Combine(root, "index.html"),
            Path.Combine(root, "machine-a", "run-1", "report.html"),
            Path.Combine(extras, "report.html"),
            comparison,
            SamplePages.WriteIndex(folder),
            SamplePages.FindComparison(folder),
            SamplePages.WriteGate(folder),
            WriteWide(folder),
        ];
    }

    private static string WriteWide(TemporaryFolder folder)
    {
        string[] names = [new('W', 60), new('m', 80), new('i', 90), string.Concat(Enumerable.Repeat("Of_", 30)), new('永', 40)];
        TestReport report = names.Aggregate(
            new TestReport(),
            (all, name) =>
                Sizes.Aggregate(
                    all,
                    (some, n) =>
                        some.With(
                            name,
                            TestReport.Around(100 * n),
                            arguments: string.Create(CultureInfo.InvariantCulture, $"(N: {n}, Text: {names[3]})")
                        )
                )
        );
        string run = report.In(folder, "wide");
        Assert.Equal(0, CompareRun.Run("report", run, "--baseline-method", names[0]).ExitCode);
        return Path.Combine(run, "report.html");
    }
}
