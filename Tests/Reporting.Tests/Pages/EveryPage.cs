using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>A page of every kind that there is, for what must be so of each.</summary>
/// <param name="All">The files: index, runs, comparison, gate, history over time, and a page of very long names.</param>
/// <param name="Index">Of them the index of many runs.</param>
/// <param name="Comparison">Of them the newest comparison of that index.</param>
/// <param name="Gate">Of them the gate.</param>
internal sealed record EveryPage(ImmutableArray<string> All, string Index, string Comparison, string Gate)
{
    private static readonly int[] Sizes = [1, 2, 4];

    /// <summary>Writes them into a folder.</summary>
    public static EveryPage Write(TemporaryFolder folder)
    {
        string root = PageReport.Copy("suite", folder, "suite");
        Assert.Equal(0, CompareRun.Run("report", root).ExitCode);
        string extras = PageExtras.In(folder);
        Assert.Equal(0, CompareRun.Run("report", extras).ExitCode);
        string comparison = Path.Combine(folder.Path, "comparison.html");
        CompareRun.Run(CompareRun.Fixture("bdn-0.15.8-a"), CompareRun.Fixture("bdn-0.15.8-b"), "-o", comparison);
        string index = SamplePages.WriteIndex(folder);
        string newest = SamplePages.FindComparison(folder);
        string gate = SamplePages.WriteGate(folder);
        ImmutableArray<string> all =
        [
            Path.Combine(root, "index.html"),
            Path.Combine(root, "machine-a", "run-1", "report.html"),
            Path.Combine(extras, "report.html"),
            comparison,
            index,
            newest,
            gate,
            WriteWide(folder),
        ];
        return new EveryPage(all, index, newest, gate);
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
