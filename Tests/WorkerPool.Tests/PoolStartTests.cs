using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Workers that cannot be started.</summary>
public sealed class PoolStartTests
{
    // The runtime needs about 60 for itself.
    private const int FewDescriptors = 192;

    private static readonly ImmutableArray<int> TightLimits = [64, 72, 80, 88, 96, 104];

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    public static TheoryData<WorkerTransport, int> FewDescriptorsLeft =>
        [.. from transport in Enum.GetValues<WorkerTransport>() from descriptors in TightLimits select (transport, descriptors)];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_NoSuchProgram_EndsEveryJobAndTheProgramCanComeLater(WorkerTransport transport)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, Path.GetFileName(EchoPool.Command.FileName));
        await using WorkerPool pool = new(EchoPool.Options(2, transport) with { Command = new WorkerCommand(path, []) });
        for (int round = 0; round < 2; round++)
        {
            Task<ReadOnlyMemory<byte>>[] jobs = [.. Enumerable.Range(0, 20).Select(_ => pool.AskAsync(Verb.Sleep))];
            foreach (Task<ReadOnlyMemory<byte>> job in jobs)
            {
                WorkerStartException exception = await Assert.ThrowsAsync<WorkerStartException>(() => job);
                Assert.Contains(path, exception.Message, StringComparison.Ordinal);
            }
        }

        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(EchoPool.Command.FileName)!))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        }

        await pool.EchoAsync(10);
    }

    /// <summary>A lack of descriptors at each place that needs one ends the job; the same pool answers later.</summary>
    [LinuxTheory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_NoDescriptorsLeft_EndsAndRecovers(WorkerTransport transport)
    {
        using TemporaryFolder folder = new();
        using EchoHostRun host = EchoHostRun.Start(["starve", $"{transport}"], folder.Path, FewDescriptors);
        string[] lines = await host.ReadLinesAsync();

        string[][] starts = [.. lines.Where(line => line.StartsWith("start", StringComparison.Ordinal)).Select(line => line.Split(" | "))];
        Assert.StartsWith(nameof(WorkerStartException), starts[0][1], StringComparison.Ordinal);
        Assert.All(
            starts,
            start =>
                Assert.True(start[1] == "answered" || start[1].StartsWith(nameof(WorkerStartException), StringComparison.Ordinal), start[1])
        );
        Assert.All(starts, start => Assert.Equal("answered", start[2]));
        Assert.Equal("answered", starts[^1][1]);

        string[] kill = Assert.Single(lines, line => line.StartsWith("kill", StringComparison.Ordinal)).Split(" | ");
        Assert.StartsWith(nameof(OperationCanceledException), kill[1], StringComparison.Ordinal);
        Assert.Equal("answered", kill[2]);
        Assert.Contains("descriptors | 0", lines);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>A pool takes no descriptor that the runtime needs: without it, the runtime ends the host.</summary>
    [LinuxTheory]
    [MemberData(nameof(FewDescriptorsLeft))]
    public async Task RunAsync_FewDescriptorsLeft_TheHostLivesOn(WorkerTransport transport, int descriptors)
    {
        using TemporaryFolder folder = new();
        using EchoHostRun host = EchoHostRun.Start(["try", $"{transport}"], folder.Path, descriptors);
        string end = Assert.Single(await host.ReadLinesAsync());
        Assert.True(
            end == "answered"
                || (
                    end.StartsWith(nameof(WorkerStartException), StringComparison.Ordinal)
                    && end.Contains("Too many open files", StringComparison.Ordinal)
                ),
            end
        );
    }

    [UnixTheory]
    [InlineData(WorkerTransport.Stdio, "answered")]
    [InlineData(WorkerTransport.UnixSocket, nameof(WorkerStartException))]
    public async Task RunAsync_NoTemporaryFolder_ConcernsOnlySockets(WorkerTransport transport, string expected)
    {
        using TemporaryFolder folder = new();
        await AssertOutcomeAsync(transport, Path.Combine(folder.Path, "is-not-there"), expected);
    }

    [UnixFact]
    public async Task RunAsync_ATemporaryFolderWithALongName_SaysSo()
    {
        using TemporaryFolder folder = new();
        string longName = Path.Combine(folder.Path, new string('x', 100));
        Directory.CreateDirectory(longName);
        await AssertOutcomeAsync(WorkerTransport.UnixSocket, longName, "too long");
    }

    private static async Task AssertOutcomeAsync(WorkerTransport transport, string temporaryFolder, string expected)
    {
        using EchoHostRun host = EchoHostRun.Start(["try", $"{transport}"], temporaryFolder);
        Assert.Contains(expected, Assert.Single(await host.ReadLinesAsync()), StringComparison.Ordinal);
    }
}
