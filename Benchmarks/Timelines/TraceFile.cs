using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ConcurrencyBench.Benchmarks.Timelines;

/// <summary>
/// Timelines in the Chrome trace event format, which ui.perfetto.dev and chrome://tracing open: a process a model, a thread
/// a worker, a slice a stretch. Times in microseconds. The format: "Trace Event Format", docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU.
/// </summary>
internal static class TraceFile
{
    private static readonly JsonSerializerOptions Options = new() { NewLine = "\n" };

    public static string Of(ImmutableArray<Timeline> timelines) =>
        JsonSerializer.Serialize(
            new
            {
                traceEvents = timelines.SelectMany(
                    (timeline, i) => Names(timeline, i + 1).Concat(timeline.Stretches.Select(stretch => Slice(stretch, i + 1)))
                ),
                displayTimeUnit = "ms",
            },
            Options
        ) + "\n";

    private static IEnumerable<object> Names(Timeline timeline, int process)
    {
        yield return new
        {
            ph = "M",
            name = "process_name",
            pid = process,
            tid = 0,
            args = new { name = $"{timeline.Model.Id} on {timeline.Workload.Id}" },
        };
        yield return new
        {
            ph = "M",
            name = "process_sort_index",
            pid = process,
            tid = 0,
            args = new { sort_index = process },
        };
        for (int lane = 0; lane < timeline.Lanes; lane++)
        {
            yield return new
            {
                ph = "M",
                name = "thread_name",
                pid = process,
                tid = lane + 1,
                args = new { name = string.Create(CultureInfo.InvariantCulture, $"worker {lane + 1}") },
            };
        }
    }

    private static object Slice(Stretch stretch, int process) =>
        new
        {
            ph = "X",
            cat = "item",
            name = stretch.Number.ToString(CultureInfo.InvariantCulture),
            pid = process,
            tid = stretch.Lane + 1,
            ts = stretch.Start.TotalMicroseconds,
            dur = stretch.Length.TotalMicroseconds,
            args = new { first = stretch.Candidates.First, last = stretch.Candidates.Last },
        };
}
