using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Running;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>
/// Runs and shows benchmarks in the order in which they are declared, which is the catalogue's. BenchmarkDotNet would sort by category
/// first.
/// </summary>
internal sealed class CatalogueOrderer() : DefaultOrderer(SummaryOrderPolicy.Declared, MethodOrderPolicy.Declared)
{
    private static readonly BenchmarkLogicalGroupRule[] Rules =
    [
        BenchmarkLogicalGroupRule.ByParams,
        BenchmarkLogicalGroupRule.ByJob,
        BenchmarkLogicalGroupRule.ByMethod,
    ];

    public override IEnumerable<BenchmarkCase> GetExecutionOrder(
        ImmutableArray<BenchmarkCase> benchmarkCases,
        IEnumerable<BenchmarkLogicalGroupRule>? order = null
    ) => base.GetExecutionOrder(benchmarkCases, Rules);

    public override IEnumerable<IGrouping<string, BenchmarkCase>> GetLogicalGroupOrder(
        IEnumerable<IGrouping<string, BenchmarkCase>> logicalGroups,
        IEnumerable<BenchmarkLogicalGroupRule>? order = null
    ) => base.GetLogicalGroupOrder(logicalGroups, Rules);
}
