using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Timelines;

/// <summary>A slice of a trace.</summary>
/// <param name="Name">What was done, such as the number that was searched.</param>
/// <param name="Lane">0 and up.</param>
/// <param name="Start">Nanoseconds from the run's first start.</param>
/// <param name="Length">Nanoseconds.</param>
/// <param name="Candidates">Which candidates were tried in it; null where the trace does not say.</param>
internal sealed record TraceSlice(string Name, int Lane, double Start, double Length, TraceRange? Candidates);

/// <summary>Whole numbers, both ends among them.</summary>
internal readonly record struct TraceRange(double First, double Last)
{
    /// <summary>How many.</summary>
    public double Count => Last - First + 1;
}

/// <summary>One run of one model: who did what when.</summary>
/// <param name="Name">What ran.</param>
/// <param name="Lanes">The names of its lanes.</param>
/// <param name="Slices">By lane, then by time.</param>
internal sealed record TraceRun(string Name, ImmutableArray<string> Lanes, ImmutableArray<TraceSlice> Slices)
{
    /// <summary>From the first start to the last end, nanoseconds.</summary>
    public double Length => Slices.Select(slice => slice.Start + slice.Length).DefaultIfEmpty(0).Max();
}

/// <summary>Reads complete events of a trace in the Chrome trace event format, such as the suite's <c>timeline</c> writes.</summary>
internal static class TraceFile
{
    /// <summary>The files that are looked for beside a run's reports.</summary>
    public const string Pattern = "timeline*.json";

    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public static ImmutableArray<TraceRun> Read(string path)
    {
        TraceJson json = JsonFile.Read(path, TraceJsonContext.Default.TraceJson);
        if (json.TraceEvents is not { } events)
        {
            throw new ReportFormatException(
                path,
                "this is JSON, but no trace: it has no traceEvents. Write it again with './run.sh timeline', or move it away."
            );
        }

        TraceEventJson[] known = [.. events.OfType<TraceEventJson>()];
        Dictionary<long, string> processes = Names(known, "process_name", happened => happened.Pid);
        Dictionary<(long, long), string> threads = Names(known, "thread_name", happened => (happened.Pid, happened.Tid));
        return
        [
            .. known
                .Where(happened => happened is { Ph: "X", Ts: >= 0, Dur: >= 0 })
                .GroupBy(happened => happened.Pid)
                .OrderBy(run => run.Key)
                .Select(run =>
                    RunOf(
                        processes.GetValueOrDefault(run.Key, string.Create(CultureInfo.InvariantCulture, $"process {run.Key}")),
                        [.. run],
                        threads
                    )
                ),
        ];
    }

    private static TraceRun RunOf(string name, TraceEventJson[] events, Dictionary<(long, long), string> threads)
    {
        // A trace may count from when the machine started.
        double first = events.Min(happened => happened.Ts);
        long[] lanes = [.. events.Select(happened => happened.Tid).Distinct().Order()];
        return new TraceRun(
            name,
            [
                .. lanes.Select(lane =>
                    threads.GetValueOrDefault((events[0].Pid, lane), string.Create(CultureInfo.InvariantCulture, $"thread {lane}"))
                ),
            ],
            [
                .. events
                    .OrderBy(happened => happened.Tid)
                    .ThenBy(happened => happened.Ts)
                    .Select(happened => new TraceSlice(
                        happened.Name ?? "",
                        Array.IndexOf(lanes, happened.Tid),
                        (happened.Ts - first) * 1e3,
                        happened.Dur * 1e3,
                        Candidates(happened.Args)
                    )),
            ]
        );
    }

    private static Dictionary<TKey, string> Names<TKey>(TraceEventJson[] events, string kind, Func<TraceEventJson, TKey> key)
        where TKey : notnull =>
        events
            .Where(happened => happened.Ph == "M" && happened.Name == kind && TextOf(happened.Args, "name") is not null)
            .DistinctBy(key)
            .ToDictionary(key, happened => TextOf(happened.Args, "name")!);

    private static TraceRange? Candidates(JsonElement? arguments) =>
        NumberOf(arguments, "first") is { } first && NumberOf(arguments, "last") is { } last && last >= first
            ? new TraceRange(first, last)
            : null;

    private static string? TextOf(JsonElement? arguments, string name) =>
        arguments is { ValueKind: JsonValueKind.Object } values
        && values.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static double? NumberOf(JsonElement? arguments, string name) =>
        arguments is { ValueKind: JsonValueKind.Object } values
        && values.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : null;
}

internal sealed record TraceJson(List<TraceEventJson?>? TraceEvents);

internal sealed record TraceEventJson(string? Ph, string? Name, long Pid, long Tid, double Ts, double Dur, JsonElement? Args);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TraceJson))]
internal sealed partial class TraceJsonContext : JsonSerializerContext;
