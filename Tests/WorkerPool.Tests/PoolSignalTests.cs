using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Signals to workers, exit codes that look like signals, and what else the system knows of a worker.</summary>
public sealed class PoolSignalTests
{
    private const int SigHup = 1;
    private const int SigInt = 2;
    private const int SigQuit = 3;
    private const int SigTerm = 15;

    public static TheoryData<WorkerTransport, int> Cells()
    {
        TheoryData<WorkerTransport, int> cells = [];
        foreach (WorkerTransport transport in Enum.GetValues<WorkerTransport>())
        {
            Array.ForEach([SigHup, SigInt, SigQuit, SigTerm], signal => cells.Add(transport, signal));
        }

        return cells;
    }

    /// <summary>They reach the host as well, which decides: a terminal that closes, a service that is stopped.</summary>
    [UnixTheory]
    [MemberData(nameof(Cells))]
    public async Task RunAsync_ASignalToTheProcessGroup_LeavesTheWorkerAndItsJobs(WorkerTransport transport, int signal)
    {
        await using WorkerPool pool = EchoPool.New(1, transport);
        int worker = await pool.WhoAsync();
        Task<ReadOnlyMemory<byte>> running = pool.AskAsync(Verb.Spin, 300);
        Task<ReadOnlyMemory<byte>> waiting = pool.AskAsync(Verb.Sleep);
        for (int time = 0; time < 3; time++)
        {
            Signals.Send(worker, signal);
            await Task.Delay(50);
        }

        Assert.Equal(worker, EchoRequest.ReadNumber(await running));
        Assert.Equal(worker, EchoRequest.ReadNumber(await waiting));
        Signals.Send(worker, signal);
        Assert.Equal(worker, await pool.WhoAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(137)]
    [InlineData(143)]
    [InlineData(192)]
    [InlineData(255)]
    public async Task RunAsync_AnExitCodeThatTheProgramChose_IsNoSignal(int code)
    {
        await using WorkerPool pool = EchoPool.New(1);
        WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, code));
        Assert.Equal((code, null), (exception.ExitCode, exception.Signal));
        Assert.Contains($"it ended with exit code {code}.", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A signal, or a shell around the worker that reports one: the message says what is known.</summary>
    [UnixTheory]
    [InlineData("exec \"$0\"")]
    [InlineData("\"$0\"; exit $?")]
    public async Task RunAsync_AWorkerKilledBehindAShell_IsASignalByCustom(string script)
    {
        WorkerCommand command = new("/bin/sh", ["-c", script, EchoPool.Command.FileName]);
        await using WorkerPool pool = new(EchoPool.Options(1) with { Command = command });
        int worker = await pool.WhoAsync();
        Task<ReadOnlyMemory<byte>> running = pool.AskAsync(Verb.Spin, 60_000);
        await Task.Delay(100);
        Signals.TryKill(worker);
        WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() => running);
        Assert.Equal((null, 9), (exception.ExitCode, exception.Signal));
        Assert.Contains("exit code 137, by custom signal 9", exception.Message, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task RunAsync_DiagnosticsEnabledOrNot_TheWorkerHasASocketForThemOrNone(bool isEnabled, int sockets)
    {
        await using WorkerPool pool = new(EchoPool.Options(1) with { EnableDiagnostics = isEnabled });
        int worker = await pool.WhoAsync();
        string pattern = $"dotnet-diagnostic-{worker.ToString(CultureInfo.InvariantCulture)}-*-socket";
        Assert.Equal(sockets, Directory.GetFiles(Path.GetTempPath(), pattern).Length);
    }
}
