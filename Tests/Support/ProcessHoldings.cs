namespace ConcurrencyBench.Tests.Support;

/// <summary>What this process holds that a pool must give back. Linux only.</summary>
/// <param name="Children">Processes that it has started, also those that have ended and were not reaped.</param>
/// <param name="Descriptors">What is open, but for libraries, which are loaded whenever they are first used.</param>
/// <param name="WorkerThreads">How many threads belong to a worker; the one that starts them stays.</param>
/// <param name="Files">Files that this suite makes, in the temporary folder and in shared memory.</param>
internal sealed record ProcessHoldings(
    ImmutableArray<int> Children,
    ImmutableArray<string> Descriptors,
    int WorkerThreads,
    ImmutableArray<string> Files
)
{
    public static ProcessHoldings Now() =>
        new(
            [.. OtherProcesses.ChildrenOf(Environment.ProcessId)],
            [
                .. Directory
                    .GetFileSystemEntries("/proc/self/fd")
                    .Select(TargetOf)
                    .Where(target => !target.EndsWith(".dll", StringComparison.Ordinal)),
            ],
            Directory.GetDirectories("/proc/self/task").Count(IsOfAWorker),
            [.. FilesIn(Path.GetTempPath()), .. FilesIn("/dev/shm")]
        );

    /// <summary>Waits until there is no more than this.</summary>
    public async Task AssertRestoredAsync(TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        string left = MoreIn(Now());
        while (left.Length > 0 && Stopwatch.GetElapsedTime(start) < limit)
        {
            await Task.Delay(10);
            left = MoreIn(Now());
        }

        Assert.Equal("", left);
    }

    private string MoreIn(ProcessHoldings now) => string.Join("; ", ExcessIn(now));

    private IEnumerable<string> ExcessIn(ProcessHoldings now)
    {
        foreach (int child in now.Children.Except(Children))
        {
            yield return $"process {child}";
        }

        foreach (string file in now.Files.Except(Files))
        {
            yield return file;
        }

        foreach (string open in now.Descriptors.Except(Descriptors))
        {
            yield return $"open: {open}";
        }

        if (now.WorkerThreads > WorkerThreads)
        {
            yield return $"{now.WorkerThreads - WorkerThreads} threads";
        }
    }

    private static string[] FilesIn(string folder) => Directory.GetFileSystemEntries(folder, "workerpool-*");

    private static string TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName ?? "";
        }
        catch (IOException)
        {
            // That through which the folder itself was read.
            return "";
        }
    }

    private static bool IsOfAWorker(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")).Trim() is "worker reader" or "worker writer";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
