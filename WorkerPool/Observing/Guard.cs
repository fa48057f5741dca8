namespace ConcurrencyBench.Workers.Observing;

/// <summary>Calls code of others, such as loggers and listeners, whose exceptions must not end a thread of the pool.</summary>
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
