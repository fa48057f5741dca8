namespace ConcurrencyBench.Workers.Processes;

/// <summary>Runs what must not end a thread of the pool by its exceptions, such as the code of loggers and listeners.</summary>
internal static class Guard
{
    public static void Run(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // See above.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is no other place to tell it.
        }
    }
}
