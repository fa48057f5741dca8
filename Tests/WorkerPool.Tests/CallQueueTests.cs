using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The calls that wait in a worker.</summary>
public sealed class CallQueueTests
{
    // In time that grows with the square of it, this would take an hour; the limit of every test is shorter.
    private const int Many = 1_000_000;

    [Fact]
    public void Cancel_ManyThatWaitOneByOne_CancelsEachWhenItBegins()
    {
        using CallQueue calls = new();
        foreach (int job in Enumerable.Range(0, Many))
        {
            calls.Add(new Call(job, default));
        }

        foreach (int job in Enumerable.Range(0, Many).Where(job => job % 2 == 0))
        {
            calls.Cancel(Many - 1 - job);
        }

        for (int job = 0; job < Many; job++)
        {
            CallQueue.Job begun = calls.TryBegin()!;
            Assert.Equal((job, job % 2 == 1), (begun.Call.JobId, begun.Token.IsCancellationRequested));
            calls.End();
        }

        Assert.Null(calls.TryBegin());
    }

    [Fact]
    public void Cancel_OneThatIsBegunOrUnknown_ConcernsNoOther()
    {
        using CallQueue calls = new();
        calls.Add(new Call(7, default));
        calls.Add(new Call(8, default));
        calls.Cancel(9);
        CallQueue.Job first = calls.TryBegin()!;
        calls.Cancel(7);
        Assert.True(first.Token.IsCancellationRequested);
        calls.End();
        calls.Cancel(7);
        Assert.False(calls.TryBegin()!.Token.IsCancellationRequested);
    }
}
