using System.Reflection;
using Xunit.v3;

namespace ConcurrencyBench.Tests.Support.Progress;

/// <summary>
/// Says every few seconds how many tests have ended and which are running, as a diagnostic message, which every runner shows at once;
/// and ends the process, with the test's name, when a test runs on after its limit.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ProgressAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly RunningTests Tests = new(TimeProvider.System);
    private static readonly Lazy<Timer> Clock = new(() => new Timer(_ => Report(), null, Interval, Interval));

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(test.Timeout > 0 ? test.Timeout : TestLimit.Usual);
        Tests.Start(test, test.TestDisplayName, limit, TestContext.Current.CancellationToken);
        _ = Clock.Value;
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Tests.End(test);

    private static void Report()
    {
        TestContext.Current.SendDiagnosticMessage("{0}", Tests.Describe());
        if (Tests.FindOverdue() is { Count: > 0 } overdue)
        {
            TestContext.Current.SendDiagnosticMessage("A test hangs, and the run ends here: {0}", string.Join(", ", overdue));
            EndProcess();
        }
    }

    // Not Environment.Exit, which waits for whatever hangs. The message above is given the time to arrive.
    private static void EndProcess()
    {
        Thread.Sleep(TimeSpan.FromSeconds(1));
        using Process own = Process.GetCurrentProcess();
        own.Kill();
    }
}
