using System.Globalization;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Benchmarks.Suite;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>Names of benchmarks as people know them from the catalogues.</summary>
internal static class CaseText
{
    /// <returns>The id of what a benchmark measures, or its method where it has none.</returns>
    public static string Subject(BenchmarkCase benchmark)
    {
        string method = benchmark.Descriptor.WorkloadMethod.Name;
        return MeasuresModels(benchmark) ? BenchmarkNames.FindModel(method)?.Id ?? method
            : benchmark.Descriptor.Type == typeof(KernelBenchmarks) ? BenchmarkNames.FindKernel(method)?.Id ?? method
            : method;
    }

    /// <returns>Whether the subject is a model.</returns>
    public static bool MeasuresModels(BenchmarkCase benchmark)
        => benchmark.Descriptor.Type == typeof(ModelBenchmarks) || benchmark.Descriptor.Type == typeof(ScalingBenchmarks);

    /// <returns>What the subject is measured on, such as <c>article</c> or <c>article, 2 workers</c>; empty without parameters.</returns>
    public static string Parameters(BenchmarkCase benchmark)
        => string.Join(", ", benchmark.Parameters.Items.Select(parameter => parameter.Name == nameof(ScalingBenchmarks.Workers)
            ? string.Create(CultureInfo.InvariantCulture, $"{parameter.Value} {(parameter.Value is 1 ? "worker" : "workers")}")
            : parameter.Value?.ToString()));

    /// <returns>Subject and parameters, such as <c>parallel-for on article</c>.</returns>
    public static string Of(BenchmarkCase benchmark) => $"{Subject(benchmark)} on {Parameters(benchmark)}";
}
