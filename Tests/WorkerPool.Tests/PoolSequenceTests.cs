using ConcurrencyBench.Workers.Pooling;
using ConcurrencyBench.Workers.Protocol;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Events in any order: every job ends exactly once, and the pool keeps its promises on the way.</summary>
public sealed class PoolSequenceTests(ITestOutputHelper output)
{
    private static readonly LifeRules[] Lives =
    [
        LifeRules.Endless,
        new(MaxJobs: 1),
        new(MaxJobs: 2, RecycleBytes: 10, KillBytes: 20),
        new(EndsIdle: true, MinWorkers: 1),
    ];

    private static readonly LossPolicy[] Policies = [LossPolicy.FailJob, LossPolicy.Retry(1), LossPolicy.BreakPool];

    [Theory]
    [InlineData(1, 2, 5, false)]
    [InlineData(1, 3, 4, false)]
    [InlineData(2, 2, 4, false)]
    [InlineData(2, 3, 3, false)]
    [InlineData(2, 3, 3, true)]
    public void Handle_EveryShortSequence_KeepsThePromises(int workers, int jobs, int length, bool inChunks) =>
        Explore(workers, jobs, length, inChunks);

    /// <summary>Workers that end after a job, for their memory, or idle, with one that is kept; and payloads in quarantine.</summary>
    [Theory]
    [InlineData(1, 2, 5)]
    [InlineData(2, 2, 3)]
    public void Handle_EveryShortSequenceOfWorkersThatEnd_KeepsThePromises(int workers, int jobs, int length) =>
        ExploreLives(workers, jobs, length);

    [Theory(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    [InlineData(1, 3, 7)]
    [InlineData(2, 3, 5)]
    public void Handle_EverySequenceOfWorkersThatEnd_KeepsThePromises(int workers, int jobs, int length) =>
        ExploreLives(workers, jobs, length);

    [Theory(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    [InlineData(1, 2, 8, false)]
    [InlineData(1, 3, 7, false)]
    [InlineData(2, 2, 6, false)]
    [InlineData(2, 3, 5, false)]
    [InlineData(2, 3, 5, true)]
    public void Handle_EverySequence_KeepsThePromises(int workers, int jobs, int length, bool inChunks) =>
        Explore(workers, jobs, length, inChunks);

    [Property(MaxTest = 3_000, EndSize = 150)]
    public Property Handle_ALongSequence_KeepsThePromises() =>
        Prop.ForAll(
            Gen.Choose(0, 9_999).ListOf().Select(choices => choices.ToList()).ToArbitrary(),
            Gen.Choose(0, 99).ToArbitrary(),
            (choices, shape) =>
            {
                RunAtRandom(choices, shape).EndWell();
                RunAtRandom(choices, shape).EndInSilence();
            }
        );

    [Theory]
    [InlineData(1, 2, 4, false)]
    [InlineData(1, 3, 4, true)]
    [InlineData(2, 2, 3, false)]
    [InlineData(2, 3, 3, true)]
    public void Handle_EveryShortSequenceOfJobsWithOptions_KeepsThePromises(int workers, int jobs, int length, bool inChunks) =>
        Explore(workers, jobs, length, inChunks, SomeTerms);

    [Theory(Timeout = TestLimit.Long)]
    [Trait("Length", "Long")]
    [InlineData(1, 2, 7, false)]
    [InlineData(1, 3, 6, true)]
    [InlineData(2, 2, 6, false)]
    [InlineData(2, 3, 5, true)]
    public void Handle_EverySequenceOfJobsWithOptions_KeepsThePromises(int workers, int jobs, int length, bool inChunks) =>
        Explore(workers, jobs, length, inChunks, SomeTerms);

    private void Explore(int workers, int jobs, int length, bool inChunks, Func<long, JobTerms?>? terms = null)
    {
        long sequences = 0;
        long states = 0;
        foreach (LossPolicy policy in Policies)
        {
            // One at a time needs no single worker.
            ChunkPolicy chunks = workers == 1 || inChunks ? Chunks.All : Chunks.One;
            PoolRules rules = new(workers, chunks, policy.Retries, policy.BreaksPool, LimitsJobs: true, AnswersForEach: 1);
            foreach (bool isBusy in new[] { false, true })
            {
                PoolExploration exploration = new(() =>
                    isBusy ? Busy(rules, jobs, terms) : new SimulatedWorkers(rules, jobs, inChunks ? 2 : 1, terms)
                );
                exploration.Run(length);
                sequences += exploration.Sequences;
                states += exploration.States;
            }
        }

        output.WriteLine($"{workers} workers, {jobs} jobs, {length} events: {sequences:N0} sequences through {states:N0} states");
        Assert.True(sequences > 1_000);
    }

    private void ExploreLives(int workers, int jobs, int length)
    {
        foreach (LifeRules lives in Lives)
        {
            PoolRules rules = new(workers, Chunks.All, Retries: 1, LimitsJobs: true, AnswersForEach: 1)
            {
                Lives = lives,
                QuarantineAfter = 1,
            };
            long sequences = 0;
            foreach (bool isBusy in new[] { false, true })
            {
                PoolExploration exploration = new(() => isBusy ? Busy(rules, jobs, terms: null) : new SimulatedWorkers(rules, jobs));
                exploration.Run(length);
                sequences += exploration.Sequences;
                output.WriteLine($"{lives}: {exploration.Sequences:N0} sequences through {exploration.States:N0} states");
            }

            Assert.True(sequences > 1_000);
        }
    }

    // Every worker has greeted and has a job: from here a short sequence goes further.
    private static SimulatedWorkers Busy(PoolRules rules, int jobs, Func<long, JobTerms?>? terms)
    {
        SimulatedWorkers workers = new(rules, jobs);
        workers.Feed(SimulatedWorkers.SubmitAll(jobs, terms));
        for (int worker = 1; worker <= rules.Workers; worker++)
        {
            workers.Feed(new PoolEvent.Received(worker, new Hello(FrameCodec.Magic, FrameCodec.Version, 1)));
        }

        return workers;
    }

    // The first has none, so that those of others come while it runs; the second has them all.
    private static JobTerms? SomeTerms(long job) =>
        (job % 5) switch
        {
            1 => new JobTerms
            {
                Priority = 1,
                Due = TimeSpan.FromSeconds(2),
                Limit = TimeSpan.FromSeconds(1),
                Retries = 2,
                BreaksOnLoss = false,
                Listener = "listener",
            },
            2 => new JobTerms
            {
                Priority = 2,
                Due = TimeSpan.FromSeconds(1 + job),
                Limit = Timeout.InfiniteTimeSpan,
            },
            3 => new JobTerms
            {
                Priority = -1,
                Retries = 0,
                BreaksOnLoss = true,
            },
            4 => new JobTerms { Due = TimeSpan.FromSeconds(1), Listener = "listener" },
            _ => null,
        };

    private static SimulatedWorkers RunAtRandom(List<int> choices, int shape)
    {
        ChunkPolicy[] chunks = [Chunks.One, Chunks.Guided, Chunks.All];
        LossPolicy policy = Policies[shape / 3 % 3];
        SimulatedWorkers workers = new(
            new PoolRules(
                1 + shape % 4,
                chunks[shape % 3],
                policy.Retries,
                policy.BreaksPool,
                shape % 2 == 0,
                AnswersForEach: 1 + shape % 3
            )
            {
                Lives = Lives[shape / 5 % 4],
                QuarantineAfter = shape / 7 % 3,
            },
            choices.Count,
            1 + shape % 5,
            shape < 50 ? null : SomeTerms
        );
        workers.Feed(new PoolEvent.Opened());
        foreach (int choice in choices)
        {
            Step(workers, choice);
        }

        return workers;
    }

    // Rarely the end of the pool: little can happen after it.
    private static void Step(SimulatedWorkers workers, int choice)
    {
        List<PoolEvent> stale = workers.Stale();
        workers.FeedStale(stale[choice % stale.Count]);
        List<PoolEvent> enabled = workers.Enabled();
        if (choice < 9_900)
        {
            enabled.RemoveAll(@event => @event is PoolEvent.Draining or PoolEvent.Disposed);
        }

        if (enabled.Count > 0)
        {
            workers.Feed(enabled[choice % enabled.Count]);
        }
    }
}
