using System.Text.Json;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>JSON files as this suite writes them: camel case, indented, one kind of line end on every system.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public static string Render<T>(T content) => JsonSerializer.Serialize(content, Options) + "\n";
}
