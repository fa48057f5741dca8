using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Timelines;

/// <summary>Records the searches of a worker process, which writes them to a file at its end.</summary>
/// <param name="folder">The folder of the file.</param>
public sealed class WorkerTimeline(string folder)
{
    /// <summary>The option of a worker that writes its events; its value is the folder.</summary>
    public const string Option = "--timeline";

    // Two threads of a worker take turns, but it does one job at a time: a timeline shows one thread.
    private const int OnlyLane = 1;

    private readonly TimelineRecorder _recorder = new();

    /// <returns>The arguments of a worker that writes its events into a folder.</returns>
    public static ImmutableArray<string> ArgumentsFor(string folder) => [Option, folder];

    /// <returns>The events that workers have written into a folder.</returns>
    public static ImmutableArray<TimelineEvent> Read(string folder) =>
        [.. Directory.GetFiles(folder, "*.events").SelectMany(File.ReadLines).Select(Parse)];

    /// <inheritdoc cref="TimelineRecorder.Record"/>
    internal WorkItem Record(WorkItem item) => _recorder.Record(item);

    /// <summary>Writes the events into the folder.</summary>
    internal void Save()
    {
        string file = Path.Combine(folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        File.WriteAllLines(file, _recorder.Events.Select(Write));
        File.Move(file, $"{file}.events");
    }

    private static string Write(TimelineEvent @event) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{@event.ProcessId} {OnlyLane} {@event.Number} {@event.Candidates.First} {@event.Candidates.Last} {@event.Start} {@event.End}"
        );

    private static TimelineEvent Parse(string line)
    {
        long[] fields = [.. line.Split(' ').Select(field => long.Parse(field, CultureInfo.InvariantCulture))];
        return new TimelineEvent((int)fields[0], (int)fields[1], fields[2], new CandidateRange(fields[3], fields[4]), fields[5], fields[6]);
    }
}
