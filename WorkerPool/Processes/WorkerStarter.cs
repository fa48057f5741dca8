using System.Collections.Concurrent;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The one thread of this process that starts and kills workers.</summary>
/// <remarks>
/// On Linux a worker asks to be killed when the thread that started it ends (<see cref="OrphanGuard"/>), so that thread must
/// live as long as the process does. And no thread that holds a lock waits for the system to start a program.
/// </remarks>
internal static class WorkerStarter
{
    private static readonly Lock Starting = new();
    private static BlockingCollection<Action>? s_actions;

    /// <summary>Runs an action soon, after those posted before. Its exceptions are ignored.</summary>
    /// <exception cref="OutOfMemoryException">There is no thread for it yet, and the system gives none.</exception>
    public static void Post(Action action)
    {
        lock (Starting)
        {
            s_actions ??= StartThread();
        }

        s_actions.Add(action);
    }

    /// <summary>Runs a function and waits for its result.</summary>
    public static T Run<T>(Func<T> function)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                done.SetResult(function());
            }
#pragma warning disable CA1031 // Rethrown to the waiting thread.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                done.SetException(exception);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> StartThread()
    {
        BlockingCollection<Action> actions = [];
        Thread thread = new(() =>
        {
            foreach (Action action in actions.GetConsumingEnumerable())
            {
                // A start reports its own failure, and the limits of a worker end it where a kill fails.
                Guard.Run(action);
            }
        })
        {
            IsBackground = true,
            Name = "worker starter",
        };
        thread.Start();
        return actions;
    }
}
