using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ConcurrencyBench.Compare.Loading;

namespace ConcurrencyBench.Compare.Matching;

/// <summary>Chooses benchmarks by globs on their full names, as BenchmarkDotNet's <c>--filter</c> does.</summary>
/// <param name="globs">With <c>*</c> and <c>?</c>, in any case; none means all.</param>
internal sealed class NameFilter(ImmutableArray<string> globs)
{
    private readonly ImmutableArray<Regex> _patterns =
        [.. globs.Select(glob => new Regex($"^{Regex.Escape(glob).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline))];

    /// <summary>The report with the chosen benchmarks only.</summary>
    public Report Apply(Report report)
        => _patterns is [] ? report : report with { Benchmarks = [.. report.Benchmarks.Where(benchmark => _patterns.Any(pattern => pattern.IsMatch(benchmark.Key.FullName)))] };
}
