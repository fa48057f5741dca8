using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>Chooses benchmarks by globs on their full names, as BenchmarkDotNet's <c>--filter</c> does.</summary>
/// <param name="globs">With <c>*</c> and <c>?</c>, in any case; none means all.</param>
internal sealed class NameFilter(ImmutableArray<string> globs)
{
    private readonly ImmutableArray<Regex> _patterns =
    [
        .. globs.Select(glob => new Regex(
            $"^{Regex.Escape(glob).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline
        )),
    ];

    /// <summary>Keeps the chosen benchmarks of a report.</summary>
    public Report Apply(Report report) => Keep(report, Matches);

    /// <summary>Keeps the chosen benchmarks of a report, and the baselines of their ratios inside the run.</summary>
    /// <param name="report">The run.</param>
    /// <param name="baselineMethod">See <see cref="InRunBaseline.Find"/>.</param>
    public Report ApplyWithBaselines(Report report, string? baselineMethod)
    {
        HashSet<string> groups = [.. report.Benchmarks.Where(Matches).Select(benchmark => benchmark.Group)];
        HashSet<Benchmark> baselines =
        [
            .. InRunBaseline.Find(report, baselineMethod).Where(pair => groups.Contains(pair.Key)).Select(pair => pair.Value),
        ];
        return Keep(report, benchmark => Matches(benchmark) || baselines.Contains(benchmark));
    }

    /// <summary>True where a benchmark is chosen.</summary>
    public bool Matches(Benchmark benchmark) => Matches(benchmark.Key.FullName);

    /// <summary>True where a name is chosen.</summary>
    public bool Matches(string name) => _patterns is [] || _patterns.Any(pattern => pattern.IsMatch(name));

    private static Report Keep(Report report, Func<Benchmark, bool> isWanted) =>
        report with
        {
            Benchmarks = [.. report.Benchmarks.Where(isWanted)],
        };
}
