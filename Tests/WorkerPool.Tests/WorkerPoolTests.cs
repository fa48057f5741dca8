using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The pool with real worker processes: the ordinary paths and the commonest faults.</summary>
public sealed class WorkerPoolTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Submit_ManyJobs_AnswersEachAndReusesItsWorkers()
    {
        await using WorkerPool pool = NewPool(2);
        for (int round = 0; round < 3; round++)
        {
            ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Range(1, 200).Select(number => Request(number))]);
            for (int index = 0; index < jobs.Length; index++)
            {
                long[] answer = ItemAnswer.Decode((await jobs[index].Answer.WaitAsync(Limit)).Span);
                Assert.Equal(AnswerCheck.Divisors(index + 1), answer);
            }

            Assert.Equal(2, pool.ProcessIds.Length);
        }
    }

    [Fact]
    public async Task Submit_AJobThatThrows_CarriesTheRemoteStackAndTheWorkerLivesOn()
    {
        await using WorkerPool pool = NewPool(1);
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() => One(pool, Request(0)));
        Assert.Equal(typeof(ArgumentOutOfRangeException).FullName, exception.RemoteType);
        Assert.Contains(nameof(TrialDivision), exception.RemoteStack, StringComparison.Ordinal);
        Assert.Contains(exception.RemoteStack, exception.ToString(), StringComparison.Ordinal);

        int worker = Assert.Single(pool.ProcessIds);
        long[] answer = await One(pool, Request(6));
        Assert.Equal([1, 2, 3, 6], answer);
        Assert.Equal(worker, Assert.Single(pool.ProcessIds));
    }

    [Fact]
    public async Task Submit_AKernelThatTheWorkerLacks_IsAFault()
    {
        await using WorkerPool pool = NewPool(1);
        RemoteException exception = await Assert.ThrowsAsync<RemoteException>(() =>
            One(pool, new WorkerRequest(new ItemRequest.Run("no-such-kernel", 6, new CandidateRange(1, 6)).Encode()))
        );
        Assert.Contains("no-such-kernel", exception.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Submit_TheWorkerIsKilledAtWork_LosesTheJobAndReplacesTheWorker()
    {
        await using WorkerPool pool = NewPool(1);

        // One that is killed before it has greeted loses no job.
        await One(pool, Request(6));
        WorkerJob endless = pool.Submit([Request(long.MaxValue)])[0];
        int first = await FirstWorkerAsync(pool);
        OtherProcesses.KillHard(first);

        WorkerLostException exception = await Assert.ThrowsAsync<WorkerLostException>(() => endless.Answer.WaitAsync(Limit));
        Assert.Equal(9, exception.Signal);
        Assert.Null(exception.ExitCode);
        Assert.Contains("9223372036854775807", exception.Message, StringComparison.Ordinal);

        long[] answer = await One(pool, Request(6));
        Assert.Equal([1, 2, 3, 6], answer);
        Assert.NotEqual(first, Assert.Single(pool.ProcessIds));
    }

    [UnixFact]
    public async Task RunAsync_AWorkerIsKilledAtWork_FailsTheItemAndServesTheNextRun()
    {
        using CancellationTokenSource limit = new(Limit);
        using TemporaryFolder folder = new();
        string idFile = Path.Combine(folder.Path, "id");
        WorkerCommand telling = Shell($"echo $$ > '{idFile}'; exec '{BuiltWorker.Find().FileName}'");
        await using IConcurrencyModel model = ModelCatalog.Find("process-pool")!.Create(new ModelOptions(1, telling));
        await model.RunAsync([Item(6)], limit.Token);
        int worker = int.Parse(await File.ReadAllTextAsync(idFile, limit.Token), CultureInfo.InvariantCulture);

        Task<long[][]> run = model.RunAsync([Item(long.MaxValue), Item(6)], limit.Token).AsTask();
        await Task.Delay(100);
        OtherProcesses.KillHard(worker);

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(() => run.WaitAsync(Limit));
        Assert.Equal(0, exception.Index);
        Assert.IsType<WorkerLostException>(exception.InnerException);
        long[][] answers = await model.RunAsync([Item(6)], limit.Token);
        Assert.Equal([1, 2, 3, 6], Assert.Single(answers));
    }

    [Fact]
    public async Task Cancel_ARunningJob_EndsItAndKeepsTheWorker()
    {
        await using WorkerPool pool = NewPool(1);
        WorkerJob endless = pool.Submit([Request(long.MaxValue)])[0];
        int worker = await FirstWorkerAsync(pool);
        pool.Cancel([endless]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless.Answer.WaitAsync(Limit));
        await One(pool, Request(6));
        Assert.Equal(worker, Assert.Single(pool.ProcessIds));
    }

    [Fact]
    public async Task DisposeAsync_AtWork_EndsJobsAndProcessesAndTellsWhatTheyUsed()
    {
        WorkerPool pool = NewPool(2);
        await One(pool, Request(20_000_000));
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(Request(long.MaxValue), 3)]);
        await FirstWorkerAsync(pool);
        ImmutableArray<int> workers = pool.ProcessIds;

        await Task.WhenAll(pool.DisposeAsync().AsTask(), pool.DisposeAsync().AsTask()).WaitAsync(Limit);
        await pool.DisposeAsync().AsTask().WaitAsync(Limit);

        await OtherProcesses.AssertGoneAsync(workers, TimeSpan.Zero);
        Assert.All(jobs, job => Assert.IsType<ObjectDisposedException>(job.Answer.Exception?.InnerException));
        Assert.Empty(pool.ProcessIds);
        WorkerUsage usage = pool.Usages.MaxBy(worker => worker.CpuTime)!;
        Assert.True(usage.CpuTime > TimeSpan.FromMilliseconds(10), $"{usage}");
        Assert.True(usage.PeakBytes is null or > 1_000_000, $"{usage}");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => One(pool, Request(6)));
    }

    [LinuxFact]
    public async Task Start_AWorker_HasThisProcessesPriority()
    {
        await using WorkerPool pool = NewPool(1);
        await One(pool, Request(6));
        Assert.Equal(OtherProcesses.NiceOf(Environment.ProcessId), OtherProcesses.NiceOf(pool.ProcessIds[0]));
    }

    [Fact]
    public async Task Submit_NoProgramThere_NamesThePathsTried()
    {
        using TemporaryFolder folder = new();
        string message = Assert.Throws<WorkerStartException>(() => BuiltWorker.Find(folder.Path)).Message;
        Assert.Contains(Path.Combine(folder.Path, "worker", "Worker.dll"), message, StringComparison.Ordinal);
        Assert.Contains("Build the solution again", message, StringComparison.Ordinal);

        string missing = Path.Combine(folder.Path, "no-such-program");
        await AssertNoWorkerAsync(new WorkerCommand(missing, []), missing);
    }

    [UnixFact]
    public async Task Submit_NotExecutable_SaysSo()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("Worker", "not a program");
        await AssertNoWorkerAsync(new WorkerCommand(path, []), path);
    }

    [UnixFact]
    public async Task Submit_AProgramThatIsNoWorker_SaysSo()
    {
        await AssertNoWorkerAsync(Shell("echo Hello, I am something else; sleep 60"), "no worker");
        await AssertNoWorkerAsync(Shell("echo what is wrong >&2; exit 3"), "exit code 3", "what is wrong");
        await AssertNoWorkerAsync(Shell("sleep 60"), "did not greet within the time limit");
        await AssertNoWorkerAsync(Shell("sleep 5 & exit 4"), "exit code 4");
        await AssertNoWorkerAsync(Shell("exec cat"), "did not greet within the time limit");
    }

    [UnixFact]
    public async Task Submit_AProgramThatIsNoWorker_LeavesNothingBehind()
    {
        using TemporaryFolder folder = new();
        string idFile = Path.Combine(folder.Path, "id");
        await AssertNoWorkerAsync(Shell($"sleep 60 & echo $! >> '{idFile}'; wait"), "did not greet within the time limit");
        string[] children = await File.ReadAllLinesAsync(idFile);
        await OtherProcesses.AssertGoneAsync(children.Select(id => int.Parse(id, CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(1));
    }

    [UnixFact]
    public async Task Submit_AWorkerOfAnotherVersion_SaysSo()
    {
        byte[] hello = FrameCodec.Encode(new Hello(FrameCodec.Magic, FrameCodec.Version + 1, 1));
        string octal = string.Concat(hello.Select(value => $"\\{Convert.ToString(value, 8)}"));
        await AssertNoWorkerAsync(Shell($"printf '{octal}'; sleep 60"), $"version {FrameCodec.Version + 1} of the protocol");
    }

    [UnixFact]
    public async Task Submit_AWorkerThatCrashesAtStart_IsStartedAFewTimesAtMost()
    {
        using TemporaryFolder folder = new();
        string log = Path.Combine(folder.Path, "starts");
        await AssertNoWorkerAsync(Shell($"echo x >> {log}; exit 1"), "exit code 1");

        // Two are started together, which is one attempt.
        Assert.InRange((await File.ReadAllLinesAsync(log)).Length, 1, PoolRules.StartAttempts + 1);
    }

    private static WorkerPool NewPool(int workers) => new(new WorkerPoolOptions(BuiltWorker.Find(), workers));

    private static WorkerRequest Request(long number) => new(ItemRequest.Run.FromItem(Item(number)).Encode(), Item(number));

    private static WorkItem Item(long number) => new(KernelCatalog.Default, number, new CandidateRange(1, number));

    private static WorkerCommand Shell(string script) => new("/bin/sh", ["-c", script]);

    private static async Task<long[]> One(WorkerPool pool, WorkerRequest request) =>
        ItemAnswer.Decode((await pool.Submit([request])[0].Answer.WaitAsync(Limit)).Span);

    // After this time the worker has greeted and got its job, on any but the slowest machine; the test is right either way.
    private static async Task<int> FirstWorkerAsync(WorkerPool pool)
    {
        await Eventually.TrueAsync(() => !pool.ProcessIds.IsEmpty);
        await Task.Delay(300);
        return pool.ProcessIds[0];
    }

    private static async Task AssertNoWorkerAsync(WorkerCommand command, params string[] expected)
    {
        await using WorkerPool pool = new(new WorkerPoolOptions(command, 2) { StartLimit = TimeSpan.FromMilliseconds(500) });
        long start = Stopwatch.GetTimestamp();
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. Enumerable.Repeat(Request(6), 5)]);
        foreach (WorkerJob job in jobs)
        {
            WorkerStartException exception = await Assert.ThrowsAsync<WorkerStartException>(() => job.Answer.WaitAsync(Limit));
            Assert.All(expected, text => Assert.Contains(text, exception.Message, StringComparison.Ordinal));
            Assert.DoesNotContain('\n', exception.Message);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
