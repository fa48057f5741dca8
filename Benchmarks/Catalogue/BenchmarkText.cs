using BenchmarkDotNet.Running;

namespace ConcurrencyBench.Benchmarks.Catalogue;

/// <summary>Names of benchmarks as people know them from the catalogues.</summary>
internal static class BenchmarkText
{
    /// <returns>The id of what a benchmark measures, which is its title; its method where it has none.</returns>
    public static string Subject(BenchmarkCase benchmark) => benchmark.Descriptor.WorkloadMethodDisplayInfo;

    /// <returns>What the subject is measured on, such as <c>article</c> or <c>article, 2 workers</c>; empty without parameters.</returns>
    public static string Parameters(BenchmarkCase benchmark)
    {
        Func<object?, string?> describe = BenchmarkCatalog.Describe(benchmark.Descriptor.Type).DescribeValue;
        return string.Join(", ", benchmark.Parameters.Items.Select(parameter => describe(parameter.Value)));
    }

    /// <returns>Subject and parameters, such as <c>parallel-for on article</c>; the subject alone without parameters.</returns>
    public static string Describe(BenchmarkCase benchmark) => On(Subject(benchmark), Parameters(benchmark));

    /// <returns>A subject and what it is measured on, if anything.</returns>
    public static string On(string subject, string parameters) => parameters.Length == 0 ? subject : $"{subject} on {parameters}";
}
