using System.Collections.Concurrent;

namespace ConcurrencyBench.Tests.Support;

/// <summary>Tests that cannot run on this machine are skipped, and the run says once for each reason why.</summary>
internal static class Skip
{
    private static readonly ConcurrentDictionary<string, bool> Reported = new();

    /// <param name="reason">Why the test cannot run here; null where it can.</param>
    public static void When(string? reason)
    {
        if (reason is not null && Reported.TryAdd(reason, true))
        {
            TestContext.Current.SendDiagnosticMessage("Tests are skipped: {0}", reason);
        }

        Assert.SkipWhen(reason is not null, reason ?? "");
    }
}
