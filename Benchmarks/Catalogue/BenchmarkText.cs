using BenchmarkDotNet.Running;

namespace ConcurrencyBench.Benchmarks.Catalogue;

/// <summary>Names of benchmarks as people know them from the catalogues.</summary>
internal static class BenchmarkText
{
    /// <returns>The name of a benchmark: its title, which is the id of a model or kernel; its method where it has no title.</returns>
    public static string GetName(BenchmarkCase benchmark) => benchmark.Descriptor.WorkloadMethodDisplayInfo;

    /// <returns>The parameters of a benchmark, such as <c>article</c> or <c>article, 2 workers</c>; empty without parameters.</returns>
    public static string Parameters(BenchmarkCase benchmark)
    {
        Func<object?, string?> describe = BenchmarkCatalog.Describe(benchmark.Descriptor.Type).DescribeValue;
        return string.Join(", ", benchmark.Parameters.Items.Select(parameter => describe(parameter.Value)));
    }

    /// <returns>Name and parameters, such as <c>parallel-for on article</c>; the name alone without parameters.</returns>
    public static string Describe(BenchmarkCase benchmark) => On(GetName(benchmark), Parameters(benchmark));

    /// <returns>A name and its parameters, if any.</returns>
    public static string On(string name, string parameters) => parameters.Length == 0 ? name : $"{name} on {parameters}";
}
