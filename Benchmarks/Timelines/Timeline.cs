using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Timelines;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Timelines;

/// <summary>A stretch in which one worker searched one number without a pause.</summary>
/// <param name="Lane">The worker, 0 and up, in the order of their first stretch.</param>
/// <param name="Number">The number.</param>
/// <param name="Candidates">The range searched.</param>
/// <param name="Start">From the start of the run.</param>
/// <param name="Length">Its duration.</param>
internal sealed record Stretch(int Lane, long Number, CandidateRange Candidates, TimeSpan Start, TimeSpan Length);

/// <summary>One run of a model: its workers and their stretches.</summary>
/// <param name="Model">The model.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Length">The run, from call to answer.</param>
/// <param name="Lanes">Threads or worker processes that took part.</param>
/// <param name="Stretches">By lane, then by time.</param>
internal sealed record Timeline(ModelSpec Model, Workload Workload, TimeSpan Length, int Lanes, ImmutableArray<Stretch> Stretches)
{
    // The first runs are slower: threads are started and code is compiled.
    private const int WarmUps = 3;

    /// <summary>Runs a model, and records its last run.</summary>
    public static async Task<Timeline> RecordAsync(ModelSpec spec, Workload workload, SuiteSettings settings)
    {
        WorkPlan plan = WorkPlan.Cut(workload, settings.Kernel, spec.Granularity, settings.Workers);
        TimelineRecorder recorder = new();
        ImmutableArray<WorkItem> items = [.. plan.Items.Select(recorder.Record)];
        string folder = Directory.CreateTempSubdirectory("concurrencybench-timeline-").FullName;
        try
        {
            ModelOptions options = new(settings.Workers) { WorkerArguments = WorkerTimeline.ArgumentsFor(folder) };
            (long start, long end) = await RunAsync(spec.Create(options), items).ConfigureAwait(false);
            IEnumerable<TimelineEvent> events = recorder
                .Events.Concat(WorkerTimeline.Read(folder))
                .Where(@event => @event.Start >= start && @event.End <= end);
            return FromEvents(spec, workload, start, end, [.. events]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Orders events into lanes. Calls that follow one another on consecutive ranges of a number are one stretch.</summary>
    public static Timeline FromEvents(ModelSpec spec, Workload workload, long start, long end, ImmutableArray<TimelineEvent> events)
    {
        (int, int)[] workers = [.. events.OrderBy(@event => @event.Start).Select(@event => (@event.ProcessId, @event.ThreadId)).Distinct()];
        List<Stretch> stretches = [];
        foreach (
            (int lane, TimelineEvent @event) in events
                .Select(@event => (Array.IndexOf(workers, (@event.ProcessId, @event.ThreadId)), @event))
                .OrderBy(pair => pair.Item1)
                .ThenBy(pair => pair.@event.Start)
        )
        {
            Append(stretches, lane, @event, Stopwatch.GetElapsedTime(start, @event.Start), Stopwatch.GetElapsedTime(start, @event.End));
        }

        return new Timeline(spec, workload, Stopwatch.GetElapsedTime(start, end), workers.Length, [.. stretches]);
    }

    private static void Append(List<Stretch> stretches, int lane, TimelineEvent @event, TimeSpan from, TimeSpan to)
    {
        if (
            stretches is [.., var last]
            && last.Lane == lane
            && last.Number == @event.Number
            && last.Candidates.Last + 1 == @event.Candidates.First
        )
        {
            stretches[^1] = last with { Candidates = last.Candidates with { Last = @event.Candidates.Last }, Length = to - last.Start };
        }
        else
        {
            stretches.Add(new Stretch(lane, @event.Number, @event.Candidates, from, to - from));
        }
    }

    /// <summary>The run as it is saved.</summary>
    public TraceRun ToTrace() =>
        new(
            $"{Model.Id} on {Workload.Id}",
            [.. Enumerable.Range(1, Lanes).Select(lane => FormattableString.Invariant($"worker {lane}"))],
            [
                .. Stretches.Select(stretch => new TraceSlice(
                    stretch.Number.ToString(CultureInfo.InvariantCulture),
                    stretch.Lane,
                    stretch.Start.TotalNanoseconds,
                    stretch.Length.TotalNanoseconds,
                    new TraceRange(stretch.Candidates.First, stretch.Candidates.Last)
                )),
            ]
        );

    /// <summary>The share of the run in which a lane was searching, 0..1.</summary>
    public double BusyShare(int lane) =>
        Stretches.Where(stretch => stretch.Lane == lane).Sum(stretch => stretch.Length.TotalSeconds) / Length.TotalSeconds;

    // Workers write their events at their end, so the model is disposed before anyone reads them.
    private static async Task<(long Start, long End)> RunAsync(IConcurrencyModel model, ImmutableArray<WorkItem> items)
    {
        await using (model.ConfigureAwait(false))
        {
            for (int run = 0; run < WarmUps; run++)
            {
                await model.RunAsync(items, CancellationToken.None).ConfigureAwait(false);
            }

            long start = Stopwatch.GetTimestamp();
            await model.RunAsync(items, CancellationToken.None).ConfigureAwait(false);
            return (start, Stopwatch.GetTimestamp());
        }
    }
}
