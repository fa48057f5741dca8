using System.Collections.Immutable;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workers;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConcurrencyBench.Tests.Workers;

/// <summary>The pool's decisions, without a process: every event sequence ends every job exactly once.</summary>
public sealed class PoolMachineTests
{
    private static readonly WorkerExit Crash = new(139, "boom", null);

    [Fact]
    public void Submitted_TwoJobsForTwoWorkers_StartsTwoAndGivesOneEach()
    {
        PoolMachine machine = new(2, Chunks.One);
        Assert.Equal([1, 2], Starts(machine.Handle(Submit(0, 1))));
        Assert.Equal([0], Sends(machine.Handle(Greet(1)), worker: 1));
        Assert.Equal([1], Sends(machine.Handle(Greet(2)), worker: 2));
        Assert.Equal([0], Ends(machine.Handle(Answer(1, 0))));
    }

    [Fact]
    public void Submitted_FewerJobsThanWorkers_StartsNoMoreThanNeeded()
        => Assert.Equal([1], Starts(new PoolMachine(8, Chunks.One).Handle(Submit(0))));

    [Fact]
    public void Exited_WithAChunk_LosesTheFirstJobAndRunsTheRestElsewhere()
    {
        PoolMachine machine = new(1, Chunks.All);
        machine.Handle(Submit(0, 1, 2));
        Assert.Equal([0, 1, 2], Sends(machine.Handle(Greet(1)), worker: 1));
        machine.Handle(Answer(1, 0));

        ImmutableArray<PoolEffect> effects = machine.Handle(new PoolEvent.Exited(1, Crash));

        PoolEffect.End end = Assert.Single(effects.OfType<PoolEffect.End>());
        WorkerLostException lost = Assert.IsType<WorkerLostException>(end.Exception);
        Assert.Equal((1, 11, "boom"), (end.JobId, lost.Signal, lost.ErrorTail));
        Assert.Equal([2], Starts(effects));
        Assert.Equal([2], Sends(machine.Handle(Greet(2)), worker: 2));
    }

    [Fact]
    public void Exited_CodeZeroWithAJobOwed_IsALossToo()
    {
        PoolMachine machine = new(1, Chunks.One);
        machine.Handle(Submit(0));
        machine.Handle(Greet(1));
        PoolEffect.End end = Assert.Single(machine.Handle(new PoolEvent.Exited(1, new WorkerExit(0, "", null))).OfType<PoolEffect.End>());
        Assert.Equal(0, Assert.IsType<WorkerLostException>(end.Exception).ExitCode);
    }

    [Fact]
    public void Exited_Idle_IsNotReplacedUntilAJobWaits()
    {
        PoolMachine machine = new(1, Chunks.One);
        machine.Handle(Submit(0));
        machine.Handle(Greet(1));
        machine.Handle(Answer(1, 0));
        Assert.Empty(machine.Handle(new PoolEvent.Exited(1, Crash)));
        Assert.Equal([2], Starts(machine.Handle(Submit(1))));
    }

    [Fact]
    public void Exited_BeforeItsHello_BreaksThePoolAndStartsNoMore()
    {
        PoolMachine machine = new(2, Chunks.One);
        machine.Handle(Submit(0, 1, 2));
        ImmutableArray<PoolEffect> effects = machine.Handle(new PoolEvent.Exited(1, Crash));
        Assert.Equal([0, 1, 2], Ends(effects));
        Assert.Empty(Starts(effects));
        effects = machine.Handle(Submit(3));
        Assert.IsType<WorkerStartException>(Assert.Single(effects.OfType<PoolEffect.End>()).Exception);
        Assert.Empty(Starts(effects));
    }

    [Theory]
    [InlineData(FrameCodec.Magic, FrameCodec.Version + 1, "version 2")]
    [InlineData(0x21646C72, FrameCodec.Version, "something else")]
    public void Received_AHelloOfAnother_KillsItAndSaysWhy(int magic, int version, string expected)
    {
        PoolMachine machine = new(1, Chunks.One);
        machine.Handle(Submit(0));
        Assert.Single(machine.Handle(new PoolEvent.Received(1, new Hello(magic, version, 1))).OfType<PoolEffect.Kill>());
        PoolEffect.End end = Assert.Single(machine.Handle(new PoolEvent.Exited(1, new WorkerExit(137, "", null))).OfType<PoolEffect.End>());
        Assert.Contains(expected, Assert.IsType<WorkerStartException>(end.Exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Received_AnAnswerToAnotherJob_LosesTheWorker()
    {
        PoolMachine machine = new(1, Chunks.One);
        machine.Handle(Submit(0, 1));
        machine.Handle(Greet(1));
        ImmutableArray<PoolEffect> effects = machine.Handle(Answer(1, 1));
        Assert.Empty(Ends(effects));
        Assert.Single(effects.OfType<PoolEffect.Kill>());
        PoolEffect.End end = Assert.Single(machine.Handle(new PoolEvent.Exited(1, new WorkerExit(137, "", null))).OfType<PoolEffect.End>());
        Assert.Contains("unexpected Done frame", Assert.IsType<WorkerLostException>(end.Exception).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Revoked_ARunningJob_IsCancelledThenKilledAfterTheLimit()
    {
        PoolMachine machine = new(1, Chunks.One);
        machine.Handle(Submit(0, 1));
        machine.Handle(Greet(1));
        ImmutableArray<PoolEffect> effects = machine.Handle(new PoolEvent.Revoked([0, 1]));
        Assert.Equal([1], Ends(effects));
        Assert.Equal(new Cancel(0), Assert.Single(effects.OfType<PoolEffect.Send>()).Frame);
        Assert.Single(machine.Handle(new PoolEvent.TimedOut(1, PoolLimit.Cancellation, 0)).OfType<PoolEffect.Kill>());
        Assert.IsType<OperationCanceledException>(Assert.Single(machine.Handle(new PoolEvent.Exited(1, Crash)).OfType<PoolEffect.End>()).Exception);
    }

    [Fact]
    public void TimedOut_AfterTheAnswer_DoesNothing()
    {
        PoolMachine machine = new(1, Chunks.One);
        machine.Handle(Submit(0));
        Assert.Empty(machine.Handle(Greet(1)).OfType<PoolEffect.Kill>());
        machine.Handle(new PoolEvent.Revoked([0]));
        machine.Handle(new PoolEvent.Received(1, new Cancelled(0)));
        Assert.Empty(machine.Handle(new PoolEvent.TimedOut(1, PoolLimit.Start, -1)));
        Assert.Empty(machine.Handle(new PoolEvent.TimedOut(1, PoolLimit.Cancellation, 0)));
    }

    [Fact]
    public void Disposed_WithWorkersAndJobs_EndsAllAndWaitsForTheLastWorker()
    {
        PoolMachine machine = new(2, Chunks.One);
        machine.Handle(Submit(0, 1, 2));
        machine.Handle(Greet(1));
        ImmutableArray<PoolEffect> effects = machine.Handle(new PoolEvent.Disposed());
        Assert.Equal([0, 1, 2], Ends(effects));
        Assert.Equal([1, 2], effects.OfType<PoolEffect.CloseInput>().Select(effect => effect.Worker));
        Assert.Empty(machine.Handle(Answer(1, 0)));
        Assert.Empty(machine.Handle(new PoolEvent.Exited(1, Crash)).OfType<PoolEffect.AllGone>());
        Assert.Single(machine.Handle(new PoolEvent.Exited(2, Crash)).OfType<PoolEffect.AllGone>());
    }

    [Theory]
    [InlineData(128, 2, 16)]
    [InlineData(4, 2, 1)]
    [InlineData(1, 7, 1)]
    [InlineData(4096, 2, 512)]
    public void Guided_SomeWaiting_IsAQuarterOfAShare(int waiting, int workers, int expected) => Assert.Equal(expected, Chunks.Guided(waiting, workers));

    /// <summary>
    /// Whatever happens in whatever order: once the workers behave, every job ends without anybody ending the pool; none ends
    /// twice; and a disposed pool whose workers are gone says so.
    /// </summary>
    [Property(MaxTest = 3_000)]
    public Property Handle_AnyEvents_EndEveryJobExactlyOnce()
        => Prop.ForAll(
            Gen.Choose(0, 11).Two().ListOf().ToArbitrary(),
            Gen.Choose(1, 3).ToArbitrary(),
            (steps, workers) =>
            {
                Simulation simulation = new(workers);
                foreach ((int kind, int choice) in steps)
                {
                    simulation.Step(kind, choice);
                }

                simulation.Behave();
                bool areAllEnded = simulation.Ends.Count == simulation.Submitted;
                simulation.EndAll();
                return areAllEnded && simulation.Ends.Values.All(count => count == 1) && simulation.IsAllGone;
            });

    private static PoolEvent.Submitted Submit(params long[] jobIds) => new([.. jobIds.Select(Request)]);

    private static JobFrame Request(long jobId) => new Run(jobId, "trial-division", 12, new CandidateRange(1, 12));

    private static PoolEvent.Received Greet(int worker) => new(worker, new Hello(FrameCodec.Magic, FrameCodec.Version, 1));

    private static PoolEvent.Received Answer(int worker, long jobId) => new(worker, new Done(jobId, []));

    private static IEnumerable<int> Starts(ImmutableArray<PoolEffect> effects) => effects.OfType<PoolEffect.Start>().Select(effect => effect.Worker);

    private static IEnumerable<long> Ends(ImmutableArray<PoolEffect> effects) => effects.OfType<PoolEffect.End>().Select(effect => effect.JobId);

    private static IEnumerable<long> Sends(ImmutableArray<PoolEffect> effects, int worker)
        => effects.OfType<PoolEffect.Send>().Where(effect => effect.Worker == worker).Select(effect => ((JobFrame)effect.Frame).JobId);

    /// <summary>Plays worker processes that do anything at any time, and keeps count of what the machine wants.</summary>
    private sealed class Simulation(int workers)
    {
        private readonly PoolMachine _machine = new(workers, Chunks.Guided);
        private readonly List<int> _alive = [];
        private readonly List<(int Worker, long JobId)> _asked = [];
        private readonly HashSet<int> _silent = [];
        private readonly HashSet<int> _killed = [];

        public int Submitted { get; private set; }

        public Dictionary<long, int> Ends { get; } = [];

        public bool IsAllGone { get; private set; }

        public void Step(int kind, int choice)
        {
            int worker = _alive.Count == 0 ? 1 : _alive[choice % _alive.Count];
            (int asked, long job) = _asked.Count == 0 ? (worker, choice) : _asked[choice % _asked.Count];
            switch (kind)
            {
                case 0 or 1:
                    Feed(Submit([.. Enumerable.Range(Submitted, choice).Select(id => (long)id)]));
                    Submitted += choice;
                    break;
                case 2 or 3 or 4:
                    _silent.Remove(worker);
                    Feed(Greet(worker));
                    break;
                case 5 or 6:
                    Feed(Answer(asked, job));
                    break;
                case 7:
                    Feed(new PoolEvent.Received(asked, choice % 2 == 0 ? new Fault(job, "T", "m", "s") : new Cancelled(job)));
                    break;
                case 8:
                    Feed(new PoolEvent.Revoked([job, choice]));
                    break;
                case 9:
                    Feed(new PoolEvent.TimedOut(worker, (PoolLimit)(choice % 3), job));
                    break;
                case 10 when choice > 9:
                    Feed(new PoolEvent.Disposed());
                    break;
                default:
                    Exit(worker);
                    break;
            }
        }

        /// <summary>From now on workers greet, answer what they were asked, and end when they are killed.</summary>
        public void Behave()
        {
            bool isProgress = true;
            while (isProgress)
            {
                isProgress = false;
                foreach (int worker in _alive.ToArray())
                {
                    int next = _asked.FindIndex(asked => asked.Worker == worker);
                    isProgress |= _killed.Contains(worker) || _silent.Contains(worker) || next >= 0;
                    if (_killed.Contains(worker))
                    {
                        Exit(worker);
                    }
                    else if (_silent.Remove(worker))
                    {
                        Feed(Greet(worker));
                    }
                    else if (next >= 0)
                    {
                        PoolEvent.Received answer = Answer(worker, _asked[next].JobId);
                        _asked.RemoveAt(next);
                        Feed(answer);
                    }
                }
            }
        }

        public void EndAll()
        {
            Feed(new PoolEvent.Disposed());
            while (_alive.Count > 0)
            {
                Exit(_alive[0]);
            }
        }

        private void Exit(int worker)
        {
            if (_alive.Remove(worker))
            {
                Feed(new PoolEvent.Exited(worker, Crash));
            }
        }

        private void Feed(PoolEvent happened)
        {
            foreach (PoolEffect effect in _machine.Handle(happened))
            {
                switch (effect)
                {
                    case PoolEffect.Start start:
                        _alive.Add(start.Worker);
                        _silent.Add(start.Worker);
                        Assert.True(_alive.Count <= workers);
                        break;
                    case PoolEffect.Send { Frame: Run run } send:
                        _asked.Add((send.Worker, run.JobId));
                        break;
                    case PoolEffect.Kill kill:
                        _killed.Add(kill.Worker);
                        break;
                    case PoolEffect.End end:
                        Ends[end.JobId] = Ends.GetValueOrDefault(end.JobId) + 1;
                        break;
                    case PoolEffect.AllGone:
                        IsAllGone = true;
                        Assert.Empty(_alive);
                        break;
                }
            }
        }
    }
}
