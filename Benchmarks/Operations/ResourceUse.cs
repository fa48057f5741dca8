using System.Text.Json;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>What an operation costs besides time, as one launch saw it: the benchmark's process and its workers together.</summary>
/// <param name="CpuNanosecondsPerOp">User and system time of all threads of all processes.</param>
/// <param name="PeakBytes">The most physical memory: the process's own peak and those of the workers that an operation has at once. Null
/// where the platform does not tell.</param>
internal sealed record ResourceUse(double CpuNanosecondsPerOp, double? PeakBytes);

/// <summary>
/// Takes the costs in a benchmark's process, and carries them to the one that writes the reports: a file for each launch.
/// </summary>
/// <remarks>
/// BenchmarkDotNet's diagnosers see the process alone and not its workers. Operations of their own are used, after those that
/// are timed: what is not done then cannot disturb them.
/// </remarks>
internal static class ResourceProbe
{
    // One operation at least, and enough of them to be seen by clocks of the operating system.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(100);

    private const string FolderVariable = "CONCURRENCYBENCH_COSTS_FOLDER";

    /// <summary>Where launches leave their costs; null where nobody wants them.</summary>
    public static string? Folder
    {
        get => Environment.GetEnvironmentVariable(FolderVariable);
        set => Environment.SetEnvironmentVariable(FolderVariable, value);
    }

    /// <summary>Runs operations, takes their costs, and leaves them for the report.</summary>
    /// <param name="benchmark">Which benchmark; see <see cref="Key"/>.</param>
    /// <param name="operation">One operation, to its end.</param>
    /// <param name="ledger">The account of its workers, or null where it has none.</param>
    public static void Take(string benchmark, Action operation, WorkerLedger? ledger)
    {
        if (Folder is { } folder)
        {
            File.WriteAllText(
                Path.Combine(folder, $"{benchmark}-{Guid.NewGuid():N}.json"),
                JsonSerializer.Serialize(Measure(operation, ledger))
            );
        }
    }

    /// <returns>The costs of an operation, as the mean of as many as fill a tenth of a second.</returns>
    public static ResourceUse Measure(Action operation, WorkerLedger? ledger)
    {
        Reading before = Reading.Now(ledger);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        int operations = 0;
        do
        {
            operation();
            operations++;
        } while (System.Diagnostics.Stopwatch.GetElapsedTime(start) < LeastTime);

        Reading after = Reading.Now(ledger);
        return new ResourceUse(
            (after.Cpu - before.Cpu).TotalNanoseconds / operations,
            WorkerUsage.PeakBytesOfThisProcess is { } own ? own + PeakOfWorkers(before.Workers, after.Workers, operations) : null
        );
    }

    /// <returns>What launches left for a benchmark; empty where they left nothing.</returns>
    public static IReadOnlyList<ResourceUse> Read(string folder, string benchmark) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .GetFiles(folder, $"{benchmark}-*.json")
                    .Select(file => JsonSerializer.Deserialize<ResourceUse>(File.ReadAllText(file))!),
            ]
            : [];

    /// <returns>A name for files, the same in the benchmark's process and in the one that writes the reports.</returns>
    public static string Key(Type type, string method, object parameter) =>
        string.Create(CultureInfo.InvariantCulture, $"{type.Name}.{method}.{parameter}");

    // Workers that are kept count once; of those that come and go with an operation, an operation's share.
    private static double PeakOfWorkers(WorkerReading? before, WorkerReading? after, int operations) =>
        before is null || after is null ? 0 : after.LivePeakBytes + ((after.EndedPeakBytes - before.EndedPeakBytes) / (double)operations);

    private sealed record Reading(TimeSpan Cpu, WorkerReading? Workers)
    {
        public static Reading Now(WorkerLedger? ledger)
        {
            WorkerReading? workers = ledger?.Read();
            return new Reading(Environment.CpuUsage.TotalTime + (workers?.CpuTime ?? TimeSpan.Zero), workers);
        }
    }
}
