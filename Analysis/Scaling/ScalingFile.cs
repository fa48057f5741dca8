using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>The <c>scaling.json</c> of a run: <c>scaling.md</c> for programs.</summary>
internal static partial class ScalingFile
{
    /// <summary>Its name.</summary>
    public const string Name = "scaling.json";

    /// <summary>The parameter that its laws are of.</summary>
    public const string Parameter = "Workers";

    // A field is added without a new version; one that changes its meaning or goes is a new one.
    private const int NewestSchema = 1;

    /// <returns>The text of the file.</returns>
    public static string Render(IReadOnlyList<ScalingResult> results) =>
        JsonSerializer.Serialize(new Content(NewestSchema, results), ScalingContext.Default.Content) + "\n";

    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public static ImmutableArray<ScalingResult> Read(string path)
    {
        Content content = JsonFile.Read(path, ScalingContext.Default.Content);
        JsonFile.ThrowIfNewer(path, content.SchemaVersion, NewestSchema);
        return
        [
            .. Present(content.Results)
                .Select(result => result with { Workload = result.Workload ?? "", Models = [.. Present(result.Models).Select(Complete)] }),
        ];
    }

    private static ScalingModel Complete(ScalingModel model) =>
        model with
        {
            Id = model.Id ?? "",
            Method = model.Method ?? "",
            Law = model.Law is { Lambda: > 0 } law ? law with { Name = law.Name ?? "" } : null,
            Predicted = [.. Present(model.Predicted).DistinctBy(point => point.Workers).OrderBy(point => point.Workers)],
        };

    // JSON may have null for a list, and for anything in it.
    private static IEnumerable<T> Present<T>(IReadOnlyList<T>? items)
        where T : class => (items ?? []).OfType<T>();

    private sealed record Content(int SchemaVersion, IReadOnlyList<ScalingResult> Results);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(Content))]
    private sealed partial class ScalingContext : JsonSerializerContext;
}
