namespace ConcurrencyBench.Benchmarks.Tests;

/// <summary>The workers of a suite that is killed or interrupted.</summary>
public sealed class OrphanTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [LinuxFact]
    public async Task Main_TheParentIsKilledWhileItsWorkersAreStopped_TheyAreGoneWithinTwoSeconds() =>
        await EndWhileWorkersComputeAsync(
            "*ProcessPool(*",
            (parent, workers) =>
            {
                Array.ForEach(workers, OtherProcesses.Stop);
                OtherProcesses.KillHard(parent);
            }
        );

    /// <summary>
    /// The kernel closes the pipes of a process that is killed; its workers see the end of their input while they compute.
    /// </summary>
    [LinuxFact]
    public async Task Main_TheParentIsKilledWhileWorkersCompute_TheyAreGoneWithinTwoSeconds() =>
        await EndWhileWorkersComputeAsync("*ProcessPool(*", (parent, _) => OtherProcesses.KillHard(parent));

    [LinuxFact]
    public async Task Main_InterruptedWhileWorkersCompute_LeavesNone()
    {
        string[] before = FindSharedFiles(); // Of others.
        ProgramRun run = await EndWhileWorkersComputeAsync("*ProcessSharedMemory*", (parent, _) => OtherProcesses.Interrupt(parent));
        Assert.Equal(130, run.ExitCode);
        Assert.Empty(FindSharedFiles().Except(before));
    }

    private static string[] FindSharedFiles() => Directory.GetFiles("/dev/shm", "workerpool-*");

    /// <param name="filter">A benchmark with two workers, whose work has no end.</param>
    /// <param name="end">Ends the suite, by its process id and those of its workers, which are gone two seconds after it.</param>
    private static async Task<ProgramRun> EndWhileWorkersComputeAsync(string filter, Action<int, int[]> end)
    {
        using TemporaryFolder folder = new();
        string numbers = $"{long.MaxValue},{long.MaxValue}";
        int[] workers = [];
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                filter,
                "--numbers",
                numbers,
                "--workers",
                "2",
                "--inProcess",
                "--artifacts",
                Path.Combine(folder.Path, "run"),
            ],
            Limit,
            environment: null,
            meanwhile: async parent =>
            {
                workers = await WorkersOfAsync(parent);
                await Task.Delay(300);
                end(parent.Id, workers);
            }
        );

        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.FromSeconds(2));
        return run;
    }

    private static async Task<int[]> WorkersOfAsync(Process parent)
    {
        int[] workers = [];
        await Eventually.TrueAsync(() => (workers = [.. OtherProcesses.ChildrenOf(parent.Id).Where(IsWorker)]).Length >= 2);
        return workers;
    }

    private static bool IsWorker(int processId) =>
        OtherProcesses
            .CommandOf(processId)
            .Any(argument => argument.Contains($"worker{Path.DirectorySeparatorChar}Worker", StringComparison.Ordinal));
}
