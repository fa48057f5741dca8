using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Timelines;

/// <summary>Collects who searched what when, in this process; worker processes leave theirs in files.</summary>
/// <remarks>
/// A kernel that notes its calls stands in for the real one, so that no model knows of it: every model, also one that is
/// added later, has a timeline, and what is not recorded runs the very same code as ever.
/// </remarks>
public sealed class TimelineRecorder
{
    private const string FolderVariable = "CONCURRENCYBENCH_TIMELINE_FOLDER";

    private readonly ConcurrentQueue<TimelineEvent> _events = new();

    /// <summary>Tells workers that are started from now on to leave their events in a folder; null: no longer.</summary>
    public static void AskWorkers(string? folder) => Environment.SetEnvironmentVariable(FolderVariable, folder);

    /// <summary>The events of this process so far.</summary>
    public ImmutableArray<TimelineEvent> Events => [.. _events];

    /// <returns>The item, run by a kernel that notes its calls.</returns>
    public WorkItem Watch(WorkItem item) => item with { Kernel = new RecordingKernel(item.Kernel, _events) };

    /// <returns>The events that workers have left in a folder.</returns>
    public static ImmutableArray<TimelineEvent> ReadWorkers(string folder)
        => [.. Directory.GetFiles(folder, "*.events").SelectMany(File.ReadLines).Select(Parse)];

    /// <returns>A recorder where the host wants this worker's events, else null.</returns>
    internal static TimelineRecorder? OfWorker() => Environment.GetEnvironmentVariable(FolderVariable) is null ? null : new TimelineRecorder();

    /// <summary>Leaves the events where the host wants them.</summary>
    internal void Leave()
    {
        string folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        string file = Path.Combine(folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        File.WriteAllLines(file, _events.Select(Write));
        File.Move(file, $"{file}.events");
    }

    private static string Write(TimelineEvent happened)
        => string.Create(CultureInfo.InvariantCulture, $"{happened.ProcessId} {happened.ThreadId} {happened.Number} {happened.Candidates.First} {happened.Candidates.Last} {happened.Start} {happened.End}");

    private static TimelineEvent Parse(string line)
    {
        long[] fields = [.. line.Split(' ').Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
        return new TimelineEvent((int)fields[0], (int)fields[1], fields[2], new CandidateRange(fields[3], fields[4]), fields[5], fields[6]);
    }
}
