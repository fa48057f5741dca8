using System.Diagnostics;
using ConcurrencyBench.Tests.Infrastructure;

namespace ConcurrencyBench.Tests.Workers;

/// <summary>Workers that cannot end by themselves when their host is killed.</summary>
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
