namespace ConcurrencyBench.Tests.Support;

/// <summary>What this process holds. Linux only.</summary>
/// <param name="Descriptors">The kinds or paths of open descriptors, without assemblies, which the runtime loads when it likes.</param>
/// <param name="Threads">Threads, without those that the runtime starts and ends when it likes.</param>
/// <param name="ManagedBytes">Managed memory that is in use.</param>
/// <param name="WorkingSetBytes">Physical memory.</param>
internal sealed record Holdings(ImmutableArray<string> Descriptors, int Threads, long ManagedBytes, long WorkingSetBytes)
{
    // What a worker leaves running for a second after its end, and what others have left to the finalizer.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1.5);

    // On a busy machine the end of a worker takes longer, and the runtime opens files for a moment, such as for each new thread.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Few looks: each takes memory, and a collection would give back what was forgotten.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Takes what is held before a test, when all that went before has ended.</summary>
    public static async Task<Holdings> TakeAsync()
    {
        await Task.Delay(Settling);
        Collect();
        return Take(ReadDescriptors(), CountThreads());
    }

    /// <summary>Waits until no more descriptors and threads are held than before a test.</summary>
    /// <returns>What is held then.</returns>
    public static async Task<Holdings> AssertRestoredAsync(Holdings before)
    {
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(Settling);

        // Finalizers would give back what was forgotten: it is looked for before they can.
        string left = before.FindMore(ReadDescriptors(), CountThreads());
        while (left.Length > 0 && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Pause);
            left = before.FindMore(ReadDescriptors(), CountThreads());
        }

        Assert.Equal("", left);
        (ImmutableArray<string> descriptors, int threads) = (ReadDescriptors(), CountThreads());
        Collect();
        return Take(descriptors, threads);
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Descriptors.Length} descriptors, {Threads} threads, {ManagedBytes / 1024.0:F0} KiB managed, "
                + $"{WorkingSetBytes / 1048576.0:F1} MiB working set"
        );

    // There can be less: others have ended meanwhile, and the test runner ends a thread now and then.
    private string FindMore(ImmutableArray<string> descriptors, int threads)
    {
        List<string> more = [.. descriptors];
        foreach (string descriptor in Descriptors)
        {
            more.Remove(descriptor);
        }

        if (threads > Threads)
        {
            more.Add($"{threads - Threads} threads");
        }

        return string.Join("; ", more);
    }

    private static Holdings Take(ImmutableArray<string> descriptors, int threads)
    {
        using Process current = Process.GetCurrentProcess();
        return new Holdings(descriptors, threads, GC.GetTotalMemory(forceFullCollection: true), current.WorkingSet64);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    // That through which the folder is read is gone when it is looked at.
    private static ImmutableArray<string> ReadDescriptors() =>
        [
            .. Directory
                .GetFileSystemEntries("/proc/self/fd")
                .Select(path => new FileInfo(path).LinkTarget)
                .OfType<string>()
                .Where(target => !target.EndsWith(".dll", StringComparison.Ordinal))
                .Select(NameOf),
        ];

    // Workers that took the place of others have pipes, sockets and files with other numbers.
    private static string NameOf(string target) =>
        target.Contains("workerpool-", StringComparison.Ordinal) ? "a file of the pool"
        : target.IndexOf(":[", StringComparison.Ordinal) is >= 0 and var end ? target[..end]
        : target;

    private static int CountThreads() => Directory.GetDirectories("/proc/self/task").Count(thread => !IsOfRuntime(thread));

    private static bool IsOfRuntime(string thread)
    {
        try
        {
            string name = File.ReadAllText(Path.Combine(thread, "comm"));

            // Of the thread pool, of the compiler, and those that the test runner has for the tests that run side by side.
            return name.StartsWith(".NET T", StringComparison.Ordinal) || name.StartsWith(".NET Long", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
