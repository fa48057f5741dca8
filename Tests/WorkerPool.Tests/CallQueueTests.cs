using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The calls of a worker: done in order, unless they are cancelled or given back before.</summary>
public sealed class CallQueueTests : IDisposable
{
    // In time that grows with the square of it, this would take an hour; the limit of every test is shorter.
    private const int Many = 2_000_000;

    private readonly CallQueue _calls = new();

    public void Dispose() => _calls.Dispose();

    [Fact]
    public void TryBegin_SomeCancelled_BeginsTheOthersInOrder()
    {
        Add(4);
        Assert.True(_calls.Cancel(1));
        Assert.False(_calls.Cancel(1));
        Assert.True(_calls.Cancel(3));
        Assert.Equal([0, 2], Rest());
    }

    [Fact]
    public void Cancel_TheJobThatIsDone_CancelsItsTokenAndNotThatOfTheNext()
    {
        Add(2);
        CallQueue.Job first = _calls.TryBegin()!;
        Assert.False(_calls.Cancel(0));
        Assert.True(first.Token.IsCancellationRequested);
        _calls.End();
        Assert.False(_calls.TryBegin()!.Token.IsCancellationRequested);
    }

    [Fact]
    public void Cancel_ManyThatWaitOneByOne_RemovesEach()
    {
        Add(Many);
        for (long job = Many - 1; job >= 0; job -= 2)
        {
            Assert.True(_calls.Cancel(job));
        }

        Assert.Equal(Enumerable.Range(0, Many).Where(job => job % 2 == 0).Select(job => (long)job), Rest());
    }

    [Fact]
    public void Cancel_OneThatIsEndedOrUnknown_ConcernsNoOther()
    {
        Add(2);
        Assert.False(_calls.Cancel(9));
        _calls.TryBegin();
        _calls.End();
        Assert.False(_calls.Cancel(0));
        Assert.False(_calls.TryBegin()!.Token.IsCancellationRequested);
    }

    [Fact]
    public void Cancel_ACallThatCameAfterAnotherCancellation_RemovesIt()
    {
        Add(2);
        _calls.Cancel(0);
        _calls.Add(new Call(5, default));
        Assert.True(_calls.Cancel(5));
        Assert.Equal([1], Rest());
    }

    [Fact]
    public void GiveBack_Some_RemovesThemFromTheEnd()
    {
        Add(5);
        _calls.TryBegin();
        Assert.Equal([3, 4], _calls.GiveBack(2));
        Assert.False(_calls.Cancel(4));
        _calls.End();
        Assert.Equal([1, 2], Rest());
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    public void GiveBack_MoreThanThereAre_KeepsAJobToDo(bool isBusy, int expected)
    {
        Add(isBusy ? 4 : 3);
        if (isBusy)
        {
            _calls.TryBegin();
        }

        Assert.Equal(expected, _calls.GiveBack(int.MaxValue).Length);
        Assert.Empty(_calls.GiveBack(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void GiveBack_NoneOrFewer_RemovesNone(int count)
    {
        Add(3);
        Assert.Empty(_calls.GiveBack(count));
        Assert.Equal([0, 1, 2], Rest());
    }

    private void Add(int count)
    {
        for (long job = 0; job < count; job++)
        {
            _calls.Add(new Call(job, default));
        }
    }

    private List<long> Rest()
    {
        List<long> rest = [];
        while (_calls.TryBegin() is { } job)
        {
            rest.Add(job.Call.JobId);
            _calls.End();
        }

        return rest;
    }
}
