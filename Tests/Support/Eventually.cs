using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>Waits for what has no event to wait for, three minutes at most where a test does not say more.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks again and again until something is so.</summary>
    public static async Task TrueAsync(
        Func<bool> condition,
        TimeSpan? limit = null,
        [CallerArgumentExpression(nameof(condition))] string text = ""
    )
    {
        TimeSpan most = limit ?? Limit;
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < most, $"This has not come true within {most}: {text}");
            await Task.Delay(Interval);
        }
    }
}
