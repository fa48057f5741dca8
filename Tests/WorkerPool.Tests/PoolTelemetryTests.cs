using System.Diagnostics.Metrics;
using ConcurrencyBench.EchoWorker;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The metrics and activities of a pool, read by the OpenTelemetry SDK.</summary>
public sealed class PoolTelemetryTests
{
    private const string Wait = "workerpool.job.wait.duration";
    private const string Run = "workerpool.job.run.duration";
    private const string Error = "error.type";

    // Pools of other tests are measured as well.
    private readonly string _name = $"pool-{Guid.NewGuid():N}";

    [Fact]
    public async Task Metrics_OverJobsOfEveryEnd_CountEachOnceUnderItsError()
    {
        using TelemetryReading reading = TelemetryReading.Start(_name);
        await using (WorkerPool pool = NewPool())
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(seed => pool.EchoAsync(10, seed)));
            await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync(Verb.Throw));
            await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
            await pool.EchoAsync(10);
        }

        reading.Read();
        Assert.Equal(23, reading.Count(Wait));
        Assert.Equal(21, reading.Count(Run, Error, null));
        Assert.Equal(1, reading.Count(Run, Error, typeof(InvalidOperationException).FullName));
        Assert.Equal(1, reading.Count(Run, Error, typeof(WorkerLostException).FullName));
        Assert.Equal(2, reading.Sum("workerpool.worker.starts"));
        Assert.Equal(1, reading.Sum("workerpool.worker.losses", "workerpool.loss.reason", "ended"));
        Assert.Equal(1, reading.Sum("workerpool.worker.losses"));
        Assert.Equal(0, reading.Sum("workerpool.worker.failed_starts"));
    }

    [Fact]
    public async Task Metrics_NoWorkerCanBeStarted_CountFailedStarts()
    {
        using TelemetryReading reading = TelemetryReading.Start(_name);
        await using (WorkerPool pool = new(EchoPool.Options(1) with { Name = _name, Command = new("/no/such/program", []) }))
        {
            await Assert.ThrowsAsync<WorkerStartException>(() => pool.AskAsync(Verb.Folder));
        }

        reading.Read();
        Assert.True(reading.Sum("workerpool.worker.failed_starts") >= 1);
        Assert.Equal(0, reading.Sum("workerpool.worker.starts"));
        Assert.Equal(0, reading.Count(Run));
    }

    [Fact]
    public async Task Metrics_WhileJobsWaitAndRun_SayHowManyAndForgetThePoolAfterwards()
    {
        using TelemetryReading reading = TelemetryReading.Start(_name);
        await using (WorkerPool pool = NewPool())
        {
            ImmutableArray<WorkerJob> jobs = pool.Submit([
                .. Enumerable.Repeat(new WorkerRequest(EchoRequest.Create(Verb.Sleep, 60_000)), 4),
            ]);
            await Eventually.TrueAsync(() =>
                reading.Read().Sum("workerpool.jobs.running") == 1
                && reading.Sum("workerpool.jobs.waiting") == 3
                && reading.Sum("workerpool.workers") == 1
            );
            pool.Cancel(jobs);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                Task.WhenAll(jobs.Select(job => job.Answer)).WaitAsync(EchoPool.Limit)
            );
            reading.Read();
            Assert.Equal((0, 0), (reading.Sum("workerpool.jobs.running"), reading.Sum("workerpool.jobs.waiting")));
            Assert.Equal(1, reading.Count(Run, Error, typeof(OperationCanceledException).FullName));
        }

        Assert.Equal(0, reading.Read().Sum("workerpool.workers"));
    }

    [Fact]
    public async Task Metrics_ThePoolLivedBeforeTheListener_JobsFromThenOnAreMeasured()
    {
        await using WorkerPool pool = NewPool();
        await pool.EchoAsync(1);
        using TelemetryReading reading = TelemetryReading.Start(_name);
        await pool.AskAsync(Verb.Spin, 50);
        Assert.Equal(1, reading.Read().Count(Run));
        Assert.Equal("s", reading.UnitOf(Run));
        Assert.InRange(reading.Total(Run), 0.01, EchoPool.Limit.TotalSeconds); // seconds, and not milliseconds
    }

    [Fact]
    public async Task Activities_OfJobs_BelongToTheCallersAndSayHowTheyEnded()
    {
        List<Activity> exported = [];
        using ActivitySource callers = new(_name);
        using (
            Sdk.CreateTracerProviderBuilder()
                .AddSource(WorkerPoolTelemetry.ActivitySourceName)
                .AddSource(_name)
                .AddInMemoryExporter(exported)
                .Build()
        )
        {
            await using WorkerPool pool = NewPool();
            using Activity? caller = callers.StartActivity("caller");
            WorkerJob job = Assert.Single(pool.Submit([new WorkerRequest(EchoRequest.Create(Verb.Sleep, 20), "a picture")]));
            Assert.Same(caller, Activity.Current);
            int worker = EchoRequest.ReadNumber(await job.Answer.WaitAsync(EchoPool.Limit));
            await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync(Verb.Throw, text: "ärgerlich"));
            caller!.Dispose();

            Activity[] jobs =
            [
                .. exported.Where(activity => activity.ParentSpanId == caller.SpanId).OrderBy(activity => activity.StartTimeUtc),
            ];
            Assert.Equal(2, jobs.Length);
            Assert.All(jobs, activity => Assert.Equal($"job {_name}", activity.OperationName));
            Assert.All(jobs, activity => Assert.Equal(worker, activity.GetTagItem("workerpool.worker.pid")));
            Assert.Equal("a picture", jobs[0].GetTagItem("workerpool.job.subject"));
            Assert.Equal(ActivityStatusCode.Unset, jobs[0].Status);
            Assert.True(jobs[0].Duration >= TimeSpan.FromMilliseconds(15));
            Assert.Equal("begun", Assert.Single(jobs[0].Events).Name);
            Assert.Equal((ActivityStatusCode.Error, "ärgerlich"), (jobs[1].Status, jobs[1].StatusDescription));
            Assert.Equal(typeof(InvalidOperationException).FullName, jobs[1].GetTagItem(Error));
        }
    }

    /// <summary>Listeners are code of others, and the SDK is not the only one.</summary>
    [Fact]
    public async Task RunAsync_ListenersThatThrow_HarmNothing()
    {
        using MeterListener meters = new() { InstrumentPublished = ListenToPools };
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => ThrowForThis(tags));
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => ThrowForThis(tags));
        meters.Start();
        using ActivityListener activities = new()
        {
            ShouldListenTo = source => source.Name == WorkerPoolTelemetry.ActivitySourceName,
            Sample = (ref options) =>
                options.Name.EndsWith(_name, StringComparison.Ordinal) ? throw new InvalidOperationException() : default,
        };
        ActivitySource.AddActivityListener(activities);
        await using WorkerPool pool = NewPool();
        await pool.EchoAsync(10);
        await Assert.ThrowsAsync<WorkerLostException>(() => pool.AskAsync(Verb.Exit, 7));
        await pool.EchoAsync(10);
    }

    private static void ListenToPools(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == WorkerPoolTelemetry.MeterName)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void ThrowForThis(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Equals(tags[0].Value, _name))
        {
            throw new InvalidOperationException("A listener throws.");
        }
    }

    private WorkerPool NewPool() => new(EchoPool.Options(1) with { Name = _name });
}
