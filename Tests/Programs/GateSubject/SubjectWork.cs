namespace ConcurrencyBench.GateSubject;

/// <summary>Work whose amount the settings decide.</summary>
internal static class SubjectWork
{
    // Clock and process id, so that launches differ although nothing else about them does.
    private static readonly bool IsSlowLaunch =
        new Random(HashCode.Combine(Environment.ProcessId, DateTime.UtcNow.Ticks)).NextDouble() < SubjectSettings.Current.SlowLaunchShare;

    /// <returns>The amount for a method of this copy in this launch.</returns>
    public static long Scale(string method, long amount) =>
        (long)(amount * SubjectSettings.Current.Slowdown.GetValueOrDefault(method, 1) * (IsSlowLaunch ? 2 : 1));

    /// <summary>A chain of multiplications: about 1.3 ns each, and nothing to run side by side.</summary>
    public static ulong Spin(long steps)
    {
        ulong state = 1;
        for (long i = 0; i < steps; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
        }

        return state;
    }
}
