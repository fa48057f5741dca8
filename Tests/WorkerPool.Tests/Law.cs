using Xunit.Sdk;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>A promise of the pool.</summary>
internal static class Law
{
    /// <exception cref="XunitException">It is broken.</exception>
    public static void Check(bool condition, string broken)
    {
        if (!condition)
        {
            throw new XunitException(broken);
        }
    }
}
