using System.Globalization;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Benchmarks.Handoff;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Benchmarks.Catalogue;

/// <summary>Names of benchmarks as people know them from the catalogues.</summary>
internal static class BenchmarkText
{
    /// <returns>The id of what a benchmark measures, or its method where it has none.</returns>
    public static string Subject(BenchmarkCase benchmark) =>
        MethodName.FindId(benchmark.Descriptor.Type, benchmark.Descriptor.WorkloadMethod.Name) ?? benchmark.Descriptor.WorkloadMethod.Name;

    /// <returns>Whether the subject is a model.</returns>
    public static bool MeasuresModels(BenchmarkCase benchmark) =>
        benchmark.Descriptor.Type == typeof(ModelBenchmarks) || benchmark.Descriptor.Type == typeof(ScalingBenchmarks);

    /// <returns>What the subject is measured on, such as <c>article</c> or <c>article, 2 workers</c>; empty without parameters.</returns>
    public static string Parameters(BenchmarkCase benchmark) =>
        string.Join(", ", benchmark.Parameters.Items.Select(parameter => ValueText(parameter)));

    /// <returns>Subject and parameters, such as <c>parallel-for on article</c>; the subject alone without parameters.</returns>
    public static string Of(BenchmarkCase benchmark) => On(Subject(benchmark), Parameters(benchmark));

    /// <returns>A subject and what it is measured on, if anything.</returns>
    public static string On(string subject, string parameters) => parameters.Length == 0 ? subject : $"{subject} on {parameters}";

    private static string? ValueText(ParameterInstance parameter) =>
        parameter.Value switch
        {
            HandoffDirection.RoundTrip => "round trip",
            HandoffDirection.OneWay => "one way",
            int bytes when parameter.Name == HandoffBenchmarks.PayloadParameter => BytesText.Of(bytes),
            int workers when parameter.Name == nameof(ScalingBenchmarks.Workers) => string.Create(
                CultureInfo.InvariantCulture,
                $"{workers} {(workers == 1 ? "worker" : "workers")}"
            ),
            var value => value?.ToString(),
        };
}
