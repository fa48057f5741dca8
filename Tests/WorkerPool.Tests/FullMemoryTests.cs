namespace ConcurrencyBench.Workers.Tests;

/// <summary>Hosts whose file system in memory is full. A container has 64 MiB of it unless it is told otherwise.</summary>
public sealed class FullMemoryTests
{
    private const string MemoryFolder = "/dev/shm";

    // A file system of its own, which only this process and its children see, as `docker run --shm-size` makes one.
    private const string SmallMemory = "mount -t tmpfs -o size=640k workerpool /dev/shm && ";
    private const string FullMemory = $"{SmallMemory} (head -c 655360 /dev/zero > /dev/shm/full; true) && ";

    private static readonly Lazy<string?> LacksMounts = new(() =>
        CanMount() ? null : "This process may not mount a file system (unshare --mount)."
    );

    public static TheoryData<WorkerTransport> Transports => EchoPool.Transports;

    /// <summary>The temporary folder takes what memory does not.</summary>
    [LinuxTheory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_FullMemory_UsesTheTemporaryFolder(WorkerTransport transport)
    {
        Skip.When(LacksMounts.Value);
        using TemporaryFolder folder = new();
        Assert.Equal("answered", await TryAsync(FullMemory, transport, folder.Path));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [LinuxTheory]
    [MemberData(nameof(Transports))]
    public async Task RunAsync_FullMemoryAndTemporaryFolder_SaysSo(WorkerTransport transport)
    {
        Skip.When(LacksMounts.Value);
        string end = await TryAsync(FullMemory, transport, MemoryFolder);
        Assert.StartsWith(nameof(WorkerStartException), end, StringComparison.Ordinal);
        Assert.Contains("No space left on device", end, StringComparison.Ordinal);
    }

    /// <summary>There is room for the ring of one worker and a half.</summary>
    [LinuxFact]
    public async Task RunAsync_MemoryForOneWorkerOfTwo_StartsBoth()
    {
        Skip.When(LacksMounts.Value);
        using TemporaryFolder folder = new();
        using EchoHostRun host = EchoHostRun.Start(["host", "SharedMemory", "2"], folder.Path, preparation: SmallMemory);
        Assert.Equal(2, (await host.ReadLineAsync())!.Split(' ').Length);
    }

    private static async Task<string> TryAsync(string preparation, WorkerTransport transport, string temporaryFolder)
    {
        using EchoHostRun host = EchoHostRun.Start(["try", $"{transport}"], temporaryFolder, preparation: preparation);
        return Assert.Single(await host.ReadLinesAsync());
    }

    private static bool CanMount()
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo("unshare", ["--mount", "/bin/sh", "-c", $"{SmallMemory} true"]) { RedirectStandardError = true }
            )!;
            return process.WaitForExit(EchoPool.Limit) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
