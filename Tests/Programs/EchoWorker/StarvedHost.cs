using ConcurrencyBench.Workers;
using Microsoft.Win32.SafeHandles;

namespace ConcurrencyBench.EchoWorker;

/// <summary>A host that has no descriptors left, or a few. Started with a small limit of them.</summary>
internal static class StarvedHost
{
    // A worker, and those that a pool leaves to the rest of its host, are fewer.
    private const int MostSpare = 50;

    private const int PoolThreads = 8;

    /// <summary>Prints a line for each number of spare descriptors: the end of a job then, and with the same pool afterwards.</summary>
    public static async Task<int> RunAsync(WorkerTransport transport)
    {
        await StartThreadsAsync();
        Console.WriteLine($"warm | {await KillAsync(transport, starve: false)}");
        int before = CountDescriptors();
        for (int spare = 0; spare <= MostSpare; spare += 5)
        {
            Console.WriteLine($"start {spare} | {await StartAsync(transport, spare)}");
        }

        Console.WriteLine($"kill | {await KillAsync(transport, starve: true)}");
        Console.WriteLine($"descriptors | {CountDescriptors() - before}");
        return 0;
    }

    // The runtime ends a process whose thread pool has no descriptor for one more thread: all threads are started before.
    private static async Task StartThreadsAsync()
    {
        ThreadPool.SetMinThreads(PoolThreads, PoolThreads);
        ThreadPool.SetMaxThreads(PoolThreads, PoolThreads);
        using Barrier barrier = new(PoolThreads);
        await Task.WhenAll(Enumerable.Range(0, PoolThreads).Select(_ => Task.Run(barrier.SignalAndWait)));
    }

    private static async Task<string> StartAsync(WorkerTransport transport, int spare)
    {
        await using WorkerPool pool = EchoHost.NewPool(transport, 1);
        Stack<SafeFileHandle> taken = TakeAll();
        Release(taken, spare);
        string during = await EchoHost.OutcomeAsync(pool, EchoRequest.Create(Verb.Sleep));
        Release(taken, taken.Count);
        return $"{during} | {await EchoHost.OutcomeAsync(pool, EchoRequest.Create(Verb.Sleep))}";
    }

    // A job that does not listen to its cancellation is ended with its worker, for which the host looks at all processes.
    private static async Task<string> KillAsync(WorkerTransport transport, bool starve)
    {
        await using WorkerPool pool = EchoHost.NewPool(transport, 1);
        await EchoHost.OutcomeAsync(pool, EchoRequest.Create(Verb.Sleep));
        Stack<SafeFileHandle> taken = starve ? TakeAll() : [];
        using CancellationTokenSource source = new(200);
        string during = await EchoHost.OutcomeAsync(pool, EchoRequest.Create(Verb.Spin, 60_000), source.Token);
        Release(taken, taken.Count);
        return $"{during} | {await EchoHost.OutcomeAsync(pool, EchoRequest.Create(Verb.Sleep))}";
    }

    private static Stack<SafeFileHandle> TakeAll()
    {
        Stack<SafeFileHandle> taken = [];
        try
        {
            while (true)
            {
                taken.Push(File.OpenHandle("/dev/null"));
            }
        }
        catch (IOException)
        {
            return taken;
        }
    }

    private static void Release(Stack<SafeFileHandle> taken, int count)
    {
        for (int released = 0; released < count; released++)
        {
            taken.Pop().Dispose();
        }
    }

    // Without those of assemblies, which the runtime loads when it likes.
    private static int CountDescriptors() =>
        Directory
            .GetFileSystemEntries("/proc/self/fd")
            .Count(path => new FileInfo(path).LinkTarget is { } target && !target.EndsWith(".dll", StringComparison.Ordinal));
}
