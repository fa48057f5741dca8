using System.Text.Json;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>
/// The gates and bisections that are kept in the folder of a run, or one level below it, and explain benchmarks: they say what changed in
/// the run with which a benchmark changed.
/// </summary>
internal static class KeptExplanations
{
    private static readonly string[] Names = ["gate.json", "bisect.json"];
    private static readonly string[] Pages = [".html", ".md"];

    /// <summary>Finds the page that explains a benchmark.</summary>
    /// <param name="folder">The folder of the first run after the change.</param>
    /// <param name="run">That run.</param>
    /// <param name="benchmark">Full name.</param>
    /// <returns>The path of the page; null where none was kept.</returns>
    public static string? Find(string folder, Report run, string benchmark) =>
        !Directory.Exists(folder)
            ? null
            : Directory
                .GetDirectories(folder)
                .Order(StringComparer.Ordinal)
                .Prepend(folder)
                .SelectMany(place => Names.Select(name => Path.Combine(place, name)))
                .Where(file => File.Exists(file) && Explains(file, run.Environment.Commit, benchmark))
                .SelectMany(file => Pages.Select(page => Path.ChangeExtension(file, page)))
                .FirstOrDefault(File.Exists);

    /// <summary>Links the explanations of all changes of a history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="file">The file from which the links lead.</param>
    public static ImmutableArray<Block> Link(History history, string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks(history.Series.Select(series => series.Key));
        ImmutableArray<(string, string, string)> links =
        [
            .. from series in history.Shown
            from change in series.Changes
            let run = series.Points[change.Index].Run
            let own = Directory.Exists(run.Path) ? run.Path : Path.GetDirectoryName(Path.GetFullPath(run.Path))!
            let page = Find(own, run, series.Key.FullName)
            where page is not null
            select (names[series.Key], RelativeLink.From(folder, Path.GetFullPath(page)), $"what changed in {run.Path}"),
        ];
        return links is [] ? [] : [new Heading("Explained"), new Links(links)];
    }

    private static bool Explains(string file, string? commit, string benchmark)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(file));
            JsonElement root = json.RootElement;
            return (root.TryGetProperty("explanations", out JsonElement all) && all.EnumerateArray().Any(one => IsOf(one, benchmark)))
                ? IsOfCommit(root, commit)
                : root.TryGetProperty("explanation", out JsonElement only) && IsOf(only, benchmark);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A file of this name that somebody else wrote.
            return false;
        }
    }

    // A gate of a working tree has no commit, nor has every run.
    private static bool IsOfCommit(JsonElement root, string? commit) =>
        commit is not { Length: > 0 }
        || !root.TryGetProperty("candidate", out JsonElement side)
        || !side.TryGetProperty("commit", out JsonElement known)
        || known.GetString() is not { Length: > 0 } own
        || own.StartsWith(commit, StringComparison.OrdinalIgnoreCase)
        || commit.StartsWith(own, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(JsonElement explanation, string benchmark) =>
        explanation.TryGetProperty("fullName", out JsonElement name) && name.GetString() == benchmark;
}
