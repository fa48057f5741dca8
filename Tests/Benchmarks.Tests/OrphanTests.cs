using System.Diagnostics;

namespace ConcurrencyBench.Benchmarks.Tests;

/// <summary>The workers of a suite that is killed or interrupted.</summary>
public sealed class OrphanTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [LinuxFact]
    public async Task Main_TheParentIsKilledWhileItsWorkersAreStopped_TheyAreGoneWithinTwoSeconds()
    {
        using TemporaryFolder folder = new();
        int[] workers = [];
        await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                "*ProcessPool(*",
                "--numbers",
                $"{long.MaxValue},{long.MaxValue}",
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
                Array.ForEach(workers, OtherProcesses.Stop);
                OtherProcesses.KillHard(parent.Id);
            }
        );

        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.FromSeconds(2));
    }

    /// <summary>The kernel closes the pipes of a process that is killed; its workers see the end of their input while they compute.</summary>
    [LinuxFact]
    public async Task Main_TheParentIsKilledWhileWorkersCompute_TheyAreGoneWithinTwoSeconds()
    {
        using TemporaryFolder folder = new();
        int[] workers = [];
        await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                "*ProcessPool(*",
                "--numbers",
                $"{long.MaxValue},{long.MaxValue}",
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
                OtherProcesses.KillHard(parent.Id);
            }
        );

        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.FromSeconds(2));
    }

    [LinuxFact]
    public async Task Main_InterruptedWhileWorkersCompute_LeavesNone()
    {
        using TemporaryFolder folder = new();
        int[] workers = [];
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                "*ProcessSharedMemory*",
                "--numbers",
                $"{long.MaxValue},{long.MaxValue}",
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
                OtherProcesses.Interrupt(parent.Id);
            }
        );

        Assert.Equal(130, run.ExitCode);
        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.FromSeconds(2));
        Assert.Empty(Directory.GetFiles("/dev/shm", "workerpool-*"));
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
