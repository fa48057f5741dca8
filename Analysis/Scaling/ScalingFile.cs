using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>A law of scaling: time of an operation T(p) = (1 + σ(p − 1) + κp(p − 1)) ÷ λp.</summary>
/// <param name="Name">Amdahl's or Gunther's.</param>
/// <param name="Lambda">Operations a second with one worker.</param>
/// <param name="Sigma">The serial share, 0..1.</param>
/// <param name="Kappa">What each worker costs each other one; 0 for Amdahl's law.</param>
internal sealed record ScalingLaw(string Name, double Lambda, double Sigma, double Kappa)
{
    /// <returns>Nanoseconds an operation.</returns>
    public double TimeWith(double workers) => (1 + (Sigma * (workers - 1)) + (Kappa * workers * (workers - 1))) / (Lambda * workers) * 1e9;
}

/// <summary>What a model costs beside the work, nanoseconds.</summary>
/// <param name="Run">A run with one worker and nothing to do.</param>
/// <param name="Worker">Each further worker.</param>
/// <param name="Item">An item, there and back.</param>
/// <param name="Items">How many items the workload has with a worker a core.</param>
internal sealed record ScalingOverhead(double Run, double Worker, double Item, int Items);

/// <summary>What the suite says of one model's scaling.</summary>
/// <param name="Method">The benchmark's method.</param>
/// <param name="Law">Null where none could be fitted.</param>
/// <param name="WhyNoLaw">One clause; null where there is a law, or where none is asked for.</param>
/// <param name="Overhead">Null where they were not measured.</param>
/// <param name="Predicted">Nanoseconds by number of workers: what schedule, work and costs give.</param>
internal sealed record ScalingModel(
    string Method,
    ScalingLaw? Law,
    string? WhyNoLaw,
    ScalingOverhead? Overhead,
    ImmutableSortedDictionary<int, double> Predicted
);

/// <summary>A workload's scaling.</summary>
/// <param name="Workload">Its id.</param>
/// <param name="Cores">Cores that the run could use.</param>
/// <param name="Models">In the suite's order.</param>
internal sealed record ScalingResult(string Workload, int Cores, ImmutableArray<ScalingModel> Models);

/// <summary>The <c>scaling.json</c> that this project's own suite writes beside <c>scaling.md</c>.</summary>
internal static class ScalingFile
{
    /// <summary>Its name.</summary>
    public const string Name = "scaling.json";

    private const int NewestSchema = 1;

    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public static ImmutableArray<ScalingResult> Read(string path)
    {
        ScalingJson json = JsonFile.Read(path, ScalingJsonContext.Default.ScalingJson);
        return json.SchemaVersion is < 1 or > NewestSchema
            ? throw new ReportFormatException(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"its schemaVersion is {json.SchemaVersion}, and this program knows 1 to {NewestSchema}. Take a newer program, or move the file away."
                )
            )
            :
            [
                .. Known(json.Results)
                    .Select(result => new ScalingResult(result.Workload ?? "", result.Cores, [.. Known(result.Models).Select(Convert)])),
            ];
    }

    // JSON may have null for a list, and for anything in it.
    private static IEnumerable<T> Known<T>(List<T?>? items)
        where T : class => (items ?? []).OfType<T>();

    private static ScalingModel Convert(ScalingModelJson model) =>
        new(
            model.Method ?? "",
            model.Law is { Lambda: > 0 } law ? new ScalingLaw(law.Name ?? "", law.Lambda, law.Sigma, law.Kappa) : null,
            model.WhyNoLaw,
            model.Costs is { } costs
                ? new ScalingOverhead(costs.RunNanoseconds, costs.WorkerNanoseconds, costs.ItemNanoseconds, costs.Items)
                : null,
            Known(model.Predicted)
                .DistinctBy(point => point.Workers)
                .ToImmutableSortedDictionary(point => point.Workers, point => point.Nanoseconds)
        );
}

internal sealed record ScalingJson(int SchemaVersion, List<ScalingResultJson?>? Results);

internal sealed record ScalingResultJson(string? Workload, int Cores, List<ScalingModelJson?>? Models);

internal sealed record ScalingModelJson(
    string? Method,
    ScalingLawJson? Law,
    string? WhyNoLaw,
    ScalingCostsJson? Costs,
    List<ScalingPointJson?>? Predicted
);

internal sealed record ScalingLawJson(string? Name, double Lambda, double Sigma, double Kappa);

internal sealed record ScalingCostsJson(double RunNanoseconds, double WorkerNanoseconds, double ItemNanoseconds, int Items);

internal sealed record ScalingPointJson(int Workers, double Nanoseconds);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ScalingJson))]
internal sealed partial class ScalingJsonContext : JsonSerializerContext;
