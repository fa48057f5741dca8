using System.Text.Json;
using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Methods with typed requests and answers.</summary>
public class WorkerMethodTests
{
    /// <summary>The worker program.</summary>
    protected virtual WorkerCommand Command => EchoPool.Command;

    [Fact]
    public async Task RunAsync_SeveralMethods_AnswerByTheirTypes()
    {
        await using WorkerPool pool = NewPool();
        Assert.Equal(42, await pool.RunAsync(EchoMethods.Multiply, new Pair(6, 7)).WaitAsync(EchoPool.Limit));
        Words words = await pool.RunAsync(EchoMethods.Split, "one two three").WaitAsync(EchoPool.Limit);
        Assert.Equal(["three", "two", "one"], words.All);
        Assert.Equal("one two three", words.Title);
        Assert.Null((await pool.RunAsync(EchoMethods.Split, "").WaitAsync(EchoPool.Limit)).Title);
    }

    [Fact]
    public async Task RunAsync_TheHandlerThrows_ItsExceptionArrivesAndTheWorkerGoesOn()
    {
        await using WorkerPool pool = NewPool();
        RemoteException thrown = await Assert.ThrowsAsync<RemoteException>(() =>
            pool.RunAsync(EchoMethods.Multiply, new Pair(0, 0)).WaitAsync(EchoPool.Limit)
        );
        Assert.Equal(typeof(DivideByZeroException).FullName, thrown.RemoteType);
        Assert.Equal(1, (await pool.RunAsync(EchoMethods.Started, "").WaitAsync(EchoPool.Limit)).First);
    }

    [Fact]
    public async Task RunAsync_AMethodThatTheWorkerLacks_NamesThoseThatItHas()
    {
        await using WorkerPool pool = NewPool();
        RemoteException thrown = await Assert.ThrowsAsync<RemoteException>(() =>
            pool.RunAsync(EchoMethods.Missing, 1).WaitAsync(EchoPool.Limit)
        );
        Assert.Equal(typeof(MissingMethodException).FullName, thrown.RemoteType);
        Assert.Equal("The worker has no method 'missing'. It has: multiply, split, started.", thrown.Message);
    }

    [Fact]
    public async Task RunAsync_ARequestOfAnotherType_IsTheJobsFailure()
    {
        await using WorkerPool pool = NewPool();
        RemoteException thrown = await Assert.ThrowsAsync<RemoteException>(() =>
            pool.RunAsync(EchoMethods.MultiplyTexts, "x").WaitAsync(EchoPool.Limit)
        );
        Assert.Equal(typeof(JsonException).FullName, thrown.RemoteType);
        await Assert.ThrowsAsync<JsonException>(() => pool.RunAsync(EchoMethods.MultiplyToWords, new Pair(1, 2)).WaitAsync(EchoPool.Limit));
    }

    [Fact]
    public async Task RunAsync_BytesThatAreNoCall_SaySo()
    {
        await using WorkerPool pool = NewPool();
        RemoteException thrown = await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync([]));
        Assert.Equal(typeof(FormatException).FullName, thrown.RemoteType);
    }

    [Fact]
    public async Task RunAsync_AMethodThatReports_IsHeard()
    {
        await using WorkerPool pool = NewPool();
        int heard = 0;
        JobOptions options = new() { OnProgress = progress => heard = EchoRequest.ReadNumber(progress.Content) };
        await pool.RunAsync(EchoMethods.Multiply, new Pair(6, 7), options).WaitAsync(EchoPool.Limit);
        Assert.Equal(6, heard);
    }

    [Fact]
    public async Task RunBatchAsync_ManyRequests_AnswersInTheirOrder()
    {
        await using WorkerPool pool = NewPool(2);
        ImmutableArray<long> products = await pool.RunBatchAsync(
                EchoMethods.Multiply,
                Enumerable.Range(1, 1000).Select(number => new Pair(number, 2))
            )
            .WaitAsync(EchoPool.Limit);
        Assert.Equal(Enumerable.Range(1, 1000).Select(number => 2L * number), products);
    }

    /// <summary>The options of a batch and of a stream reach their jobs.</summary>
    [Fact]
    public async Task GroupsOfRequests_WithOptions_HaveThem()
    {
        await using WorkerPool pool = NewPool();
        List<object?> heard = [];
        JobOptions options = new() { OnProgress = progress => heard.Add((progress.Subject, EchoRequest.ReadNumber(progress.Content))) };
        await pool.RunBatchAsync(EchoMethods.Multiply, [new Pair(6, 7)], options).WaitAsync(EchoPool.Limit);
        Pair[] requests = [new(8, 9)];
        IAsyncEnumerable<StreamAnswer<long>> stream = pool.StreamAsync(
            EchoMethods.Multiply,
            requests.ToAsyncEnumerable(),
            new StreamOptions { Jobs = options }
        );
        Assert.Equal(72, (await stream.SingleAsync().AsTask().WaitAsync(EchoPool.Limit)).Answer);
        Assert.Equal([((object)(0..1), 6), ((object)0L, 8)], heard);
    }

    /// <summary>A request that fails ends no other, wherever it fails.</summary>
    [Fact]
    public async Task StreamAsync_RequestsThatFail_HaveTheirExceptions()
    {
        await using WorkerPool pool = NewPool(2);
        Pair[] requests = [.. Enumerable.Range(-10, 21).Select(number => new Pair(number, number))];
        List<StreamAnswer<long>> answers = [];
        await foreach (StreamAnswer<long> answer in pool.StreamAsync(EchoMethods.Multiply, requests.ToAsyncEnumerable()))
        {
            answers.Add(answer);
        }

        Assert.Equal(Enumerable.Range(0, 21).Select(index => (long)index), answers.Select(answer => answer.Index));
        Assert.Throws<RemoteException>(() => answers[10].Answer);
        Assert.All(answers, answer => Assert.Equal(answer.Index == 10, answer.Exception is RemoteException));
        Assert.All(answers.Where(answer => answer.Exception is null), answer => Assert.Equal(Square(answer.Index - 10), answer.Answer));
    }

    [Fact]
    public async Task StreamAsync_AnswersThatCannotBeRead_HaveTheSerializersException()
    {
        await using WorkerPool pool = NewPool();
        Pair[] requests = [new(1, 1), new(2, 2)];
        await foreach (StreamAnswer<Words> answer in pool.StreamAsync(EchoMethods.MultiplyToWords, requests.ToAsyncEnumerable()))
        {
            Assert.IsType<JsonException>(answer.Exception);
        }
    }

    /// <summary>The initializer runs once in each worker, however many jobs it does.</summary>
    [Fact]
    public async Task Initialize_ManyJobs_RunsOnceInEachWorker()
    {
        await using WorkerPool pool = NewPool(2);
        for (int job = 0; job < 20; job++)
        {
            Assert.Equal(1, (await pool.RunAsync(EchoMethods.Started, "").WaitAsync(EchoPool.Limit)).First);
        }
    }

    /// <summary>Its exception is what the jobs that wait end with, and the pool tries again with those that come later.</summary>
    [Fact]
    public async Task Initialize_Throws_IsAFailedStartWithItsException()
    {
        await using WorkerPool pool = new(new WorkerPoolOptions(CommandWith("methods", EchoMethods.Broken), 1));
        for (int attempt = 0; attempt < 2; attempt++)
        {
            WorkerStartException refused = await Assert.ThrowsAsync<WorkerStartException>(() =>
                pool.RunAsync(EchoMethods.Started, "").WaitAsync(EchoPool.Limit)
            );
            Assert.Equal("The initializer of the worker program threw System.InvalidOperationException: no model", refused.Message);
            RemoteException thrown = Assert.IsType<RemoteException>(refused.InnerException);
            Assert.Equal("model.bin is missing", thrown.InnerException?.Message);
        }

        Assert.Equal(WorkerPoolStatus.StartsFailing, pool.Health.Status);
    }

    [Fact]
    public void Method_ANameThatIsNone_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new WorkerMethod<int, int>("", EchoMethods.Missing.Serializer));
        Assert.ThrowsAny<ArgumentException>(() => new WorkerMethod<int, int>("half a pair: \uD800", EchoMethods.Missing.Serializer));
    }

    [Fact]
    public void Method_ANameThatIsTooLong_IsRefused()
    {
        _ = new WorkerMethod<int, int>(new string('x', 255), EchoMethods.Missing.Serializer);
        Assert.Throws<ArgumentException>(() => new WorkerMethod<int, int>(new string('x', 256), EchoMethods.Missing.Serializer));
    }

    [Fact]
    public void Add_TheSameNameTwice_IsRefused()
    {
        WorkerMethods methods = new WorkerMethods().Add(EchoMethods.Multiply, (pair, _) => pair.First);
        Assert.Throws<ArgumentException>(() => methods.Add(EchoMethods.MultiplyTexts, (_, _) => 1L));
        methods.Initialize(() => { });
        Assert.Throws<InvalidOperationException>(() => methods.Initialize(() => Task.CompletedTask));
    }

    private static long Square(long number) => number * number;

    private WorkerCommand CommandWith(params string[] arguments) => Command with { Arguments = [.. arguments] };

    private WorkerPool NewPool(int workers = 1) => new(new WorkerPoolOptions(CommandWith("methods"), workers));
}

/// <summary>The same with workers that were compiled ahead of time.</summary>
public sealed class CompiledWorkerMethodTests : WorkerMethodTests
{
    /// <inheritdoc/>
    protected override WorkerCommand Command => CompiledWorkers.Find("echo-worker", "EchoWorker");
}
