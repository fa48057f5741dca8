namespace ConcurrencyBench.Workers.Tests;

/// <summary>Hosts that are killed from outside without a warning.</summary>
[Collection(nameof(Alone))]
public sealed class HostKillTests
{
    public enum Doing
    {
        Computing,
        Stopped,
        Idle,
    }

    public static TheoryData<WorkerTransport, Doing> Cells()
    {
        TheoryData<WorkerTransport, Doing> cells = [];
        foreach (WorkerTransport transport in Enum.GetValues<WorkerTransport>())
        {
            Array.ForEach(Enum.GetValues<Doing>(), doing => cells.Add(transport, doing));
        }

        return cells;
    }

    /// <summary>A worker that computes sees the end of its input; one that was stopped is ended by the kernel.</summary>
    [LinuxTheory]
    [MemberData(nameof(Cells))]
    public async Task Host_Killed_ItsWorkersAreGoneWithinTwoSeconds(WorkerTransport transport, Doing doing)
    {
        using TemporaryFolder folder = new();
        using EchoHostRun host = EchoHostRun.Start(["host", $"{transport}", "2", doing == Doing.Idle ? "idle" : "busy"], folder.Path);
        int[] workers = [.. (await host.ReadLineAsync())!.Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        Assert.Equal(2, workers.Count(OtherProcesses.IsAlive));
        if (doing == Doing.Stopped)
        {
            Array.ForEach(workers, Signals.TryStop);
        }

        OtherProcesses.KillHard(host.Id);
        try
        {
            await OtherProcesses.AssertGoneAsync(workers, TimeSpan.FromSeconds(2));
        }
        finally
        {
            Array.ForEach(workers, Signals.TryKill);
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
