using System.Text.Json;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Operations;

/// <summary>The resource use of an operation in one launch: that of the benchmark's process and of its workers together.</summary>
/// <param name="CpuNanosecondsPerOp">User and system time of all threads of all processes.</param>
/// <param name="PeakBytes">
/// The peak of physical memory: the process's own peak plus the peaks of the workers that an operation has at once. Null where the
/// platform does not tell.
/// </param>
internal sealed record ResourceUse(double CpuNanosecondsPerOp, double? PeakBytes);

/// <summary>
/// Measures resource use in a benchmark's process and passes it to the process that writes the reports, in one file for each launch.
/// </summary>
/// <remarks>
/// BenchmarkDotNet's diagnosers see the process alone and not its workers. Resource use is measured over further operations, after
/// those that are timed, so that it cannot disturb the times.
/// </remarks>
internal static class ResourceProbe
{
    // At least one operation, and enough of them for the coarse clocks of the operating system.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(100);

    private const string FolderVariable = "CONCURRENCYBENCH_COSTS_FOLDER";

    /// <summary>The folder in which launches leave their resource use; null where it is not measured.</summary>
    public static string? Folder
    {
        get => Environment.GetEnvironmentVariable(FolderVariable);
        set => Environment.SetEnvironmentVariable(FolderVariable, value);
    }

    /// <summary>Runs operations, measures their resource use, and leaves it for the report.</summary>
    /// <param name="benchmark">The benchmark; see <see cref="Key"/>.</param>
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

    /// <returns>The resource use of an operation: the mean of as many operations as fill a tenth of a second.</returns>
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

    /// <returns>The resource use that launches left for a benchmark; empty where they left nothing.</returns>
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

    // Workers that live on count once; those that come and go with an operation count with one operation's share.
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
