using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The jobs that have not ended: each has one end, whoever asks for it and whenever.</summary>
public sealed class JobTableTests
{
    private const int Many = JobTable.Many;
    private readonly List<long> _cancelled = [];
    private readonly JobTable _table;

    public JobTableTests() => _table = new JobTable(_cancelled.Add);

    [Theory]
    [InlineData(1)]
    [InlineData(Many)]
    public async Task End_AskedBefore_EndsTheTask(int count)
    {
        ImmutableArray<WorkerJob> jobs = _table.Add(10, count);
        Task<ReadOnlyMemory<byte>> answer = jobs[^1].Answer;
        Assert.False(answer.IsCompleted);
        _table.End(jobs[^1].Id, new JobOutcome.Answered(new byte[] { 7 }));
        Assert.Equal([7], (await answer).ToArray());
        Assert.Equal([7], (await jobs[^1].Answer).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Many)]
    public async Task Answer_AskedAfterTheEnd_IsThatEnd(int count)
    {
        WorkerJob job = _table.Add(0, count)[0];
        _table.End(0, new JobOutcome.Cancelled());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.Answer);
        WorkerJob other = _table.Add(count, count)[0];
        _table.End(count, new JobOutcome.Disposed());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => other.Answer);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Many)]
    public async Task End_Twice_KeepsTheFirst(int count)
    {
        WorkerJob job = _table.Add(0, count)[0];
        _table.End(0, new JobOutcome.Answered(new byte[] { 1 }));
        _table.End(0, new JobOutcome.Disposed());
        Assert.Equal([1], (await job.Answer).ToArray());
    }

    /// <summary>A part of an array is an answer too.</summary>
    [Fact]
    public async Task End_WithAPartOfAnArray_IsThatPart()
    {
        WorkerJob job = _table.Add(0, Many)[5];
        _table.End(5, new JobOutcome.Answered(new byte[] { 1, 2, 3 }.AsMemory(1, 1)));
        Assert.Equal([2], (await job.Answer).ToArray());
    }

    [Fact]
    public void Open_SomeHaveEnded_IsTheOthers()
    {
        _table.Add(0, 2);
        _table.Add(2, Many);
        _table.Add(2 + Many, Many);
        foreach (long job in new long[] { 1, 2, Many + 1, Many + 2 })
        {
            _table.End(job, new JobOutcome.Cancelled());
        }

        long[] expected = [.. Enumerable.Range(0, 2 + 2 * Many).Select(job => (long)job).Except([1, 2, Many + 1, Many + 2])];
        Assert.Equal(expected, _table.Open.Order());
        Assert.False(_table.IsEmpty);
        foreach (long job in expected)
        {
            _table.End(job, new JobOutcome.Cancelled());
        }

        Assert.True(_table.IsEmpty);
    }

    [Fact]
    public void End_OfAJobThatIsNot_DoesNothing()
    {
        _table.Add(10, Many);
        _table.End(9, new JobOutcome.Cancelled());
        _table.End(10 + Many, new JobOutcome.Cancelled());
        Assert.Equal(Many, _table.Open.Length);
    }

    [Fact]
    public async Task Answer_AskedWhileItEnds_IsAlwaysThatEnd()
    {
        const int count = 20_000;
        ImmutableArray<WorkerJob> jobs = _table.Add(0, count);
        Task ending = Task.Run(() =>
        {
            for (int job = 0; job < count; job++)
            {
                _table.End(job, new JobOutcome.Answered(BitConverter.GetBytes(job)));
            }
        });
        for (int job = count - 1; job >= 0; job--)
        {
            Assert.Equal(job, BitConverter.ToInt32((await jobs[job].Answer.WaitAsync(EchoPool.Limit)).Span));
        }

        await ending;
        Assert.True(_table.IsEmpty);
    }

    [Fact]
    public void Answer_OfTheDefaultValue_SaysThatItIsNoJob() =>
        Assert.Throws<InvalidOperationException>(() => _ = default(WorkerJob).Answer.Id);

    /// <summary>A job that waits has its place in the caller's list and one reference: a million of them take 25 MB.</summary>
    [Fact]
    public async Task Submit_ManyJobs_TakesLittleMemoryForEach()
    {
        const int count = 100_000;
        await using WorkerPool pool = EchoPool.New(1);
        await pool.EchoAsync(1);
        ImmutableArray<WorkerRequest> requests = [.. Enumerable.Repeat(new WorkerRequest(new byte[1]), count)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        ImmutableArray<WorkerJob> jobs = pool.Submit(requests);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, count * 32L + 1_000_000);
        Assert.Equal(count, jobs.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Many)]
    public void Cancel_OfAJob_IsOfThatJob(int count)
    {
        _table.Add(10, count)[^1].Cancel();
        Assert.Equal([10L + count - 1], _cancelled);
    }
}
