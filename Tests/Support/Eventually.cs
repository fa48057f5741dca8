using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>Waits for what has no event to wait for, never longer than three minutes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks again and again until something is so.</summary>
    public static async Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, $"This has not come true within {Limit}: {text}");
            await Task.Delay(Interval);
        }
    }
}
