using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Timelines;

/// <summary>
/// Traces in the Chrome trace event format, which ui.perfetto.dev and chrome://tracing open: a process is a run, a thread a
/// lane. Times in microseconds. The format: "Trace Event Format",
/// docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU.
/// </summary>
internal static partial class TraceFile
{
    /// <summary>The files that are looked for beside a run's reports.</summary>
    public const string Pattern = "timeline*.json";

    private const string CompletePhase = "X";
    private const string MetadataPhase = "M";
    private const string ProcessName = "process_name";
    private const string ThreadName = "thread_name";

    /// <returns>The text of the file.</returns>
    public static string Render(IEnumerable<TraceRun> runs) =>
        JsonSerializer.Serialize(
            new Content([.. runs.SelectMany((run, i) => CreateEvents(run, i + 1))], "ms"),
            TraceContext.Default.Content
        ) + "\n";

    /// <summary>Reads the complete events of a trace, written by any program.</summary>
    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public static ImmutableArray<TraceRun> Read(string path)
    {
        if (JsonFile.Read(path, TraceContext.Default.Content).TraceEvents is not { } events)
        {
            throw new ReportFormatException(
                path,
                "this is JSON, but no trace: it has no traceEvents. Write it again with './run.sh timeline', or move it away."
            );
        }

        Event[] known = [.. events.OfType<Event>()];
        Dictionary<long, string> processes = Names(known, ProcessName, @event => @event.Pid);
        Dictionary<(long, long), string> threads = Names(known, ThreadName, @event => (@event.Pid, @event.Tid));
        return
        [
            .. known
                .Where(@event => @event is { Ph: CompletePhase, Ts: null or >= 0, Dur: null or >= 0 })
                .GroupBy(@event => @event.Pid)
                .OrderBy(run => run.Key)
                .Select(run =>
                    CreateRun(processes.GetValueOrDefault(run.Key, FormattableString.Invariant($"process {run.Key}")), [.. run], threads)
                ),
        ];
    }

    private static IEnumerable<Event> CreateEvents(TraceRun run, int process) =>
        [
            CreateMetadata(ProcessName, process, thread: 0, "name", run.Name),
            CreateMetadata("process_sort_index", process, thread: 0, "sort_index", process),
            .. run.Lanes.Select((lane, i) => CreateMetadata(ThreadName, process, i + 1, "name", lane)),
            .. run.Slices.Select(slice => CreateSlice(slice, process)),
        ];

    private static Event CreateMetadata(string kind, int process, int thread, string name, JsonNode value) =>
        new(MetadataPhase, Cat: null, kind, process, thread, Ts: null, Dur: null, new JsonObject { [name] = value });

    private static Event CreateSlice(TraceSlice slice, int process) =>
        new(
            CompletePhase,
            "item",
            slice.Name,
            process,
            slice.Lane + 1,
            slice.StartNanoseconds / 1e3,
            slice.LengthNanoseconds / 1e3,
            slice.Units is { } units ? new JsonObject { ["first"] = units.First, ["last"] = units.Last } : null
        );

    private static TraceRun CreateRun(string name, Event[] events, Dictionary<(long, long), string> threads)
    {
        // A trace may count from when the machine started.
        double first = events.Min(@event => @event.Ts ?? 0);
        long[] lanes = [.. events.Select(@event => @event.Tid).Distinct().Order()];
        return new TraceRun(
            name,
            [.. lanes.Select(lane => threads.GetValueOrDefault((events[0].Pid, lane), FormattableString.Invariant($"thread {lane}")))],
            [
                .. from @event in events
                orderby @event.Tid, @event.Ts
                select new TraceSlice(
                    @event.Name ?? "",
                    Array.IndexOf(lanes, @event.Tid),
                    ((@event.Ts ?? 0) - first) * 1e3,
                    (@event.Dur ?? 0) * 1e3,
                    ReadUnits(@event.Args)
                ),
            ]
        );
    }

    private static Dictionary<TKey, string> Names<TKey>(Event[] events, string kind, Func<Event, TKey> key)
        where TKey : notnull =>
        events
            .Where(@event => @event.Ph == MetadataPhase && @event.Name == kind && ReadText(@event.Args, "name") is not null)
            .DistinctBy(key)
            .ToDictionary(key, @event => ReadText(@event.Args, "name")!);

    private static TraceRange? ReadUnits(JsonNode? arguments) =>
        ReadNumber(arguments, "first") is { } first && ReadNumber(arguments, "last") is { } last && last >= first
            ? new TraceRange(first, last)
            : null;

    private static string? ReadText(JsonNode? arguments, string name) => Find<string>(arguments, name, out string? text) ? text : null;

    private static long? ReadNumber(JsonNode? arguments, string name) => Find(arguments, name, out long number) ? number : null;

    private static bool Find<T>(JsonNode? arguments, string name, out T? value)
    {
        value = default;
        return arguments is JsonObject values && values[name] is JsonValue found && found.TryGetValue(out value);
    }

    private sealed record Content(IReadOnlyList<Event?>? TraceEvents, string? DisplayTimeUnit);

    private sealed record Event(string? Ph, string? Cat, string? Name, long Pid, long Tid, double? Ts, double? Dur, JsonNode? Args);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Content))]
    private sealed partial class TraceContext : JsonSerializerContext;
}
