using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Hosts that are killed from outside without a warning.</summary>
[Collection(nameof(Alone))]
public sealed class HostKillTests
{
    private const int Workers = 2;

    public enum Doing
    {
        Computing,
        Stopped,
        Idle,
        Starting,
    }

    public static TheoryData<WorkerTransport, Doing, bool> Cells()
    {
        TheoryData<WorkerTransport, Doing, bool> cells = [];
        foreach (WorkerTransport transport in Enum.GetValues<WorkerTransport>())
        {
            foreach (Doing doing in Enum.GetValues<Doing>())
            {
                cells.Add(transport, doing, false);
                cells.Add(transport, doing, true);
            }
        }

        return cells;
    }

    /// <summary>
    /// A worker that computes sees the end of its input; one that was stopped is ended by the kernel; one that was stopped while it
    /// starts, or that the kernel does not know for a child of its host, by the host's keeper.
    /// </summary>
    [LinuxTheory]
    [MemberData(nameof(Cells))]
    public async Task Host_Killed_ItsWorkersAreGoneWithinTwoSeconds(WorkerTransport transport, Doing doing, bool isBehindAShell)
    {
        using TemporaryFolder folder = new();
        using EchoHostRun host = EchoHostRun.Start(
            [
                "host",
                $"{transport}",
                $"{Workers}",
                doing is Doing.Computing or Doing.Stopped ? "busy" : "idle",
                $"{CommandOf(doing, isBehindAShell)}",
            ],
            folder.Path
        );
        Assert.NotNull(await host.ReadLineAsync());
        int[] all = await BringToAsync(host, doing);
        int[] keepers = [.. all.Where(IsKeeper)];
        Assert.Single(keepers);

        OtherProcesses.KillHard(host.Id);
        try
        {
            await OtherProcesses.AssertGoneAsync(all.Except(keepers), TimeSpan.FromSeconds(2));
            await OtherProcesses.AssertGoneAsync(keepers, EchoPool.Limit);
        }
        finally
        {
            Array.ForEach(all, Signals.TryKill);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>A process that a job has started is the job's business.</summary>
    [LinuxFact]
    public async Task DisposeAsync_TheLastPool_EndsItsKeeperAndNoGrandchild()
    {
        int[] before = OtherProcesses.ChildrenOf(Environment.ProcessId);
        WorkerPool pool = EchoPool.New(1);
        int grandchild = EchoRequest.ReadNumber(await pool.AskAsync(Verb.Shell, text: "exec sleep 60"));
        int keeper = Assert.Single(OtherProcesses.ChildrenOf(Environment.ProcessId).Except(before), IsKeeper);
        try
        {
            await pool.DisposeAsync();
            Assert.False(OtherProcesses.IsAlive(keeper));
            Assert.True(OtherProcesses.IsAlive(grandchild));
            Assert.DoesNotContain("WORKERPOOL_HOST", await File.ReadAllTextAsync($"/proc/{grandchild}/environ"), StringComparison.Ordinal);
        }
        finally
        {
            Signals.TryKill(grandchild);
        }
    }

    private static HostedCommand CommandOf(Doing doing, bool isBehindAShell) =>
        (doing == Doing.Starting, isBehindAShell) switch
        {
            (false, false) => HostedCommand.Plain,
            (false, true) => HostedCommand.BehindAShell,
            (true, false) => HostedCommand.Halting,
            (true, true) => HostedCommand.HaltingBehindAShell,
        };

    /// <returns>All processes below the host, its keeper among them.</returns>
    private static async Task<int[]> BringToAsync(EchoHostRun host, Doing doing)
    {
        if (doing == Doing.Stopped)
        {
            Array.ForEach([.. OtherProcesses.DescendantsOf(host.Id).Where(IsWorker)], Signals.TryStop);
        }

        int stopped = doing is Doing.Stopped or Doing.Starting ? Workers : 0;
        int[] all = [];
        await Eventually.TrueAsync(() =>
            (all = OtherProcesses.DescendantsOf(host.Id)).Count(OtherProcesses.IsStopped) == stopped && all.Any(IsKeeper)
        );
        return all;
    }

    private static bool IsWorker(int processId) => OtherProcesses.CommandOf(processId)[0] == EchoPool.Command.FileName;

    private static bool IsKeeper(int processId) => OtherProcesses.CommandOf(processId).Contains("workerpool-keeper");
}
