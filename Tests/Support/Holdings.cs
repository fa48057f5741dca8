namespace ConcurrencyBench.Tests.Support;

/// <summary>What this process holds. Linux only.</summary>
/// <param name="Descriptors">Open descriptors, without those of assemblies, which the runtime loads when it likes.</param>
/// <param name="Threads">Threads, without those that the runtime starts and ends when it likes.</param>
/// <param name="ManagedBytes">Managed memory that is in use.</param>
/// <param name="WorkingSetBytes">Physical memory.</param>
internal sealed record Holdings(int Descriptors, int Threads, long ManagedBytes, long WorkingSetBytes)
{
    // What a worker leaves running for a second after its end, and what others have left to the finalizer.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1.5);

    public static async Task<Holdings> TakeAsync(bool mayFinalize)
    {
        await Task.Delay(Settling);
        if (mayFinalize)
        {
            Collect();
        }

        // Finalizers would give back what was forgotten: it is counted before they can.
        (int descriptors, int threads) = (CountDescriptors(), CountThreads());
        Collect();
        using Process current = Process.GetCurrentProcess();
        return new Holdings(descriptors, threads, GC.GetTotalMemory(forceFullCollection: true), current.WorkingSet64);
    }

    /// <summary>The test runner ends one of its own now and then, so that there can be fewer.</summary>
    public static void AssertNoMoreThreads(Holdings before, Holdings after) => Assert.InRange(after.Threads, 1, before.Threads);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static int CountDescriptors() =>
        Directory
            .GetFileSystemEntries("/proc/self/fd")
            .Count(path => new FileInfo(path).LinkTarget is { } target && !target.EndsWith(".dll", StringComparison.Ordinal));

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
