using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>The code of a model, short enough to copy. A test compiles and runs each.</summary>
internal static class SnippetCatalog
{
    // A row on ranges runs the same code on parts of the items.
    private static readonly ImmutableDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["sequential"] = "sequential",
        ["thread-per-item"] = "thread-per-item",
        ["thread-workers"] = "thread-workers",
        ["thread-workers/ranges"] = "thread-workers",
        ["thread-slices"] = "thread-slices",
        ["blocking-collection"] = "blocking-collection",
        ["task-per-item"] = "task-per-item",
        ["long-running-tasks"] = "long-running-tasks",
        ["when-each"] = "when-each",
        ["throttled-tasks"] = "throttled-tasks",
        ["parallel-for-each-async"] = "parallel-for-each-async",
        ["parallel-for-each-async/ranges"] = "parallel-for-each-async",
        ["chunk-partitioner"] = "chunk-partitioner",
        ["parallel-for"] = "parallel-for",
        ["parallel-for/ranges"] = "parallel-for",
        ["fork-join"] = "fork-join",
        ["plinq"] = "plinq",
        ["plinq-balanced"] = "plinq-balanced",
        ["dataflow"] = "dataflow",
        ["channel-rendezvous"] = "channel-rendezvous",
        ["channel-workers"] = "channel-workers",
        ["channel-workers/ranges"] = "channel-workers",
        ["process-per-item"] = "process-per-item",
        ["process-pool-cold"] = "process-pool-cold",
        ["process-pool"] = "process-pool",
        ["process-pool/ranges"] = "process-pool",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The ids of the models that have code.</summary>
    public static IEnumerable<string> Ids => Files.Keys;

    /// <returns>The code, its lines ended by \n; null where the suite has no short code for the model.</returns>
    public static string? Find(ModelSpec spec)
    {
        if (!Files.TryGetValue(spec.Id, out string? file))
        {
            return null;
        }

        using StreamReader text = new(typeof(SnippetCatalog).Assembly.GetManifestResourceStream($"Snippets/{file}.txt")!);
        return text.ReadToEnd().ReplaceLineEndings("\n").TrimEnd();
    }

    /// <returns>The lines of the code; null where there is none.</returns>
    public static int? CountLines(ModelSpec spec) => Find(spec)?.Split('\n').Length;
}
