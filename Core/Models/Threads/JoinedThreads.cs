namespace ConcurrencyBench.Core.Models.Threads;

/// <summary>Threads that end before their starter continues.</summary>
internal static class JoinedThreads
{
    /// <summary>Starts threads that run <paramref name="body"/>(0), <paramref name="body"/>(1), …; returns when all have ended.</summary>
    /// <param name="count">The number of threads.</param>
    /// <param name="body">The body of each; it must not throw, and must not wait for a thread that is started later.</param>
    public static void Run(int count, Action<int> body)
    {
        List<Thread> started = new(count);
        try
        {
            for (int index = 0; index < count; index++)
            {
                int mine = index;
                Thread thread = new(() => body(mine)) { IsBackground = true };
                thread.Start();
                started.Add(thread);
            }
        }
        finally
        {
            // Also when a thread could not be started: those before it must not outlive the call.
            started.ForEach(thread => thread.Join());
        }
    }
}
