using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>The <c>overheads.json</c> of a machine: what its models take beside the work.</summary>
internal static partial class OverheadsFile
{
    /// <summary>Its name, in the machine's folder under results.</summary>
    public const string Name = "overheads.json";

    private const int NewestSchema = 1;

    /// <returns>The text of the file.</returns>
    public static string Render(MachineOverheads overheads) =>
        JsonSerializer.Serialize(
            new Content(NewestSchema, overheads.Machine, overheads.Cores, overheads.NanosecondsPerCandidate, [.. overheads.Models]),
            OverheadsContext.Default.Content
        ) + "\n";

    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public static MachineOverheads Read(string path)
    {
        Content content = JsonFile.Read(path, OverheadsContext.Default.Content);
        JsonFile.ThrowIfNewer(path, content.SchemaVersion, NewestSchema);
        return content is { Machine: { } machine, Cores: >= 1, Models: { } models }
            ? new MachineOverheads(
                machine,
                content.Cores,
                Name,
                content.NanosecondsPerCandidate,
                [.. models.OfType<ModelOverhead>().Where(IsWhole)]
            )
            : throw new ReportFormatException(path, "it names no machine, no cores or no models. Run ./run.sh advise --calibrate again.");
    }

    private static bool IsWhole(ModelOverhead model) =>
        model.Model is not null
        && new[]
        {
            model.RunNanoseconds,
            model.WorkerNanoseconds,
            model.ItemNanoseconds,
            model.HandOutNanoseconds,
            model.BusyItemNanoseconds ?? 0,
        }.All(time => time >= 0 && double.IsFinite(time));

    private sealed record Content(
        int SchemaVersion,
        string Machine,
        int Cores,
        double? NanosecondsPerCandidate,
        IReadOnlyList<ModelOverhead> Models
    );

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(Content))]
    private sealed partial class OverheadsContext : JsonSerializerContext;
}
