using System.IO.Pipes;
using System.Net.Sockets;
using ConcurrencyBench.Benchmarks.Handoff;
using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Benchmarks.Tests.Handoff;

/// <summary>An echoing process has an owner, and is gone when the owner is.</summary>
public sealed class ProcessHandoffTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    private static readonly Dictionary<string, Func<WorkerCommand, ProcessHandoff>> Ways = new()
    {
        ["StdioPipe"] = ProcessHandoff.OverStdio,
        ["UnixSocket"] = ProcessHandoff.OverUnixSocket,
        ["NamedPipe"] = ProcessHandoff.OverNamedPipe,
        ["SharedMemory"] = ProcessHandoff.OverSharedMemory,
    };

    public static TheoryData<string> Methods => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Dispose_AfterUse_EndsTheProcessAtOnce(string method)
    {
        ProcessHandoff handoff = Ways[method](BuiltWorker.Find());
        await handoff.EchoAsync(new byte[8]);
        Assert.True(OtherProcesses.IsAlive(handoff.ProcessId));
        handoff.Dispose();
        await OtherProcesses.AssertGoneAsync([handoff.ProcessId], TimeSpan.Zero);
    }

    [UnixTheory]
    [MemberData(nameof(Methods))]
    public async Task Dispose_AProcessThatDoesNotEnd_KillsIt(string method)
    {
        WorkerCommand worker = BuiltWorker.Find();

        // The shell waits for the worker and stays.
        ProcessHandoff handoff = Ways[method](Shell($"'{worker.FileName}' \"$0\" \"$@\"; sleep 60"));
        handoff.Dispose();
        await OtherProcesses.AssertGoneAsync([handoff.ProcessId], TimeSpan.Zero);
    }

    [UnixTheory]
    [MemberData(nameof(Methods))]
    public async Task EchoAsync_TheProcessIsKilled_Throws(string method)
    {
        using ProcessHandoff handoff = Ways[method](BuiltWorker.Find());
        OtherProcesses.KillHard(handoff.ProcessId);
        Task<IOException> failure = Task.Run(() =>
            Assert.ThrowsAnyAsync<IOException>(async () =>
            {
                while (true)
                {
                    await handoff.EchoAsync(new byte[64 * 1024]);
                }
            })
        );
        await failure.WaitAsync(Limit);
    }

    [UnixTheory]
    [MemberData(nameof(Methods))]
    public void Create_AProgramThatDoesNotEcho_SaysWhatItWrote(string method)
    {
        string message = Assert.Throws<WorkerStartException>(() => Ways[method](Shell("echo wrong: $((1 + 1)) >&2; exit 3"))).Message;
        Assert.Contains("does not echo", message, StringComparison.Ordinal);
        Assert.Contains("wrong: 2", message, StringComparison.Ordinal);
    }

    /// <summary>A host that is killed closes its end of the worker's standard input, and can do no more.</summary>
    [UnixTheory]
    [InlineData(EchoLoop.Stdio)]
    [InlineData(EchoLoop.UnixSocket)]
    [InlineData(EchoLoop.NamedPipe)]
    [InlineData(EchoLoop.SharedMemory)]
    public async Task Serve_TheEndOfStandardInput_EndsTheProcessAndDeletesItsFile(string how)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "s");
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        NamedPipeServerStream? pipe = null;
        switch (how)
        {
            case EchoLoop.UnixSocket:
                listener.Bind(new UnixDomainSocketEndPoint(path));
                listener.Listen();
                break;
            case EchoLoop.NamedPipe:
                pipe = new NamedPipeServerStream(path);
                break;
        }

        using SharedMemoryStream? memory = how == EchoLoop.SharedMemory ? SharedMemoryStream.Create(0) : null;
        using (pipe)
        using (
            EchoProcess process =
                how == EchoLoop.Stdio
                    ? EchoProcess.Start(BuiltWorker.Find(), how)
                    : EchoProcess.Start(BuiltWorker.Find(), how, memory?.Path ?? path)
        )
        {
            process.Input.Close();
            await OtherProcesses.AssertGoneAsync([process.Id], Soon);
            Assert.False(File.Exists(path));
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Methods))]
    public async Task Main_KilledWhileItMeasures_LeavesNoProcessAndNoFile(string method)
    {
        using TemporaryFolder folder = new();
        int[] children = [];
        string[] command = [];
        await ProgramRun.RunAsync(
            "Benchmarks",
            ["bench", "--filter", $"*HandoffBenchmarks.{method}(*", "--inProcess", "--artifacts", Path.Combine(folder.Path, "run")],
            Limit,
            environment: null,
            meanwhile: async parent =>
            {
                await Eventually.TrueAsync(() => (children = [.. OtherProcesses.ChildrenOf(parent.Id).Where(IsEcho)]).Length > 0);
                command = OtherProcesses.CommandOf(children[0]);
                await Task.Delay(300);
                OtherProcesses.KillHard(parent.Id);
            }
        );

        await OtherProcesses.AssertGoneAsync(children, Soon);
        Assert.False(File.Exists(command[^2]), command[^2]);
    }

    private static bool IsEcho(int processId) => OtherProcesses.CommandOf(processId).Contains(EchoLoop.Mode);

    private static WorkerCommand Shell(string script) => new("/bin/sh", ["-c", script]);
}
