using ConcurrencyBench.Workers.Pooling;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>What a pool reports over any events: whoever watches changes nothing, and every end is told once.</summary>
public sealed class PoolReportLawTests
{
    private static readonly LossPolicy[] Policies = [LossPolicy.FailJob, LossPolicy.Retry(1), LossPolicy.BreakPool];

    [Property(MaxTest = 1_000, EndSize = 150)]
    public Property Handle_AnyEvents_AreReportedOnceAndDecidedAsUnwatched() =>
        Prop.ForAll(
            Gen.Choose(0, 9_999).ListOf().Select(choices => choices.ToList()).ToArbitrary(),
            Gen.Choose(0, 99).ToArbitrary(),
            (choices, shape) => Run(choices, shape)
        );

    private static void Run(List<int> choices, int shape)
    {
        LossPolicy policy = Policies[shape % 3];
        PoolRules rules = new(1 + shape % 4, shape % 2 == 0 ? Chunks.One : Chunks.All, policy.Retries, policy.BreaksPool, shape % 5 == 0);
        SimulatedWorkers workers = new(rules, choices.Count, 1 + shape % 5);
        PoolMachine unwatched = new(rules);
        Watcher watched = new(rules);
        foreach (int choice in choices)
        {
            List<PoolEvent> enabled = workers.Enabled();
            if (choice < 9_900)
            {
                enabled.RemoveAll(@event => @event is PoolEvent.Draining or PoolEvent.Disposed);
            }

            if (enabled.Count > 0 && enabled[choice % enabled.Count] is var @event)
            {
                workers.Feed(@event);
                if (@event is not Begins)
                {
                    Assert.Equal(unwatched.Handle(@event).Select(Render), watched.Handle(@event).Select(Render));
                }
            }
        }
    }

    private static string Render(PoolEffect effect) =>
        effect is PoolEffect.Send send ? $"{send.Worker}: {string.Join(", ", send.Frames)}" : $"{effect}";

    /// <summary>A pool whose reports are checked.</summary>
    private sealed class Watcher
    {
        private readonly PoolMachine _machine;
        private readonly HashSet<int> _workers = [];
        private readonly HashSet<long> _open = [];
        private readonly HashSet<long> _begun = [];
        private bool _isBroken;

        public Watcher(PoolRules rules)
        {
            _machine = new PoolMachine(rules);
            _machine.Handle(new PoolEvent.Watched(PoolWatch.Jobs));
        }

        /// <returns>The effects without the reports.</returns>
        public IEnumerable<PoolEffect> Handle(PoolEvent @event)
        {
            _open.UnionWith(
                @event switch
                {
                    PoolEvent.Submitted submitted => submitted.Jobs.Select(job => job.Id),
                    PoolEvent.SubmittedMany many => Enumerable.Range(0, many.Count).Select(index => many.Get(index).Id),
                    _ => [],
                }
            );

            ImmutableArray<PoolEffect> effects = _machine.Handle(@event);
            foreach (PoolEffect effect in effects)
            {
                Check(effect);
            }

            int[] gone = @event switch
            {
                PoolEvent.Exited exited => [exited.Worker],
                PoolEvent.NotStarted notStarted => [notStarted.Worker],
                _ => [],
            };
            Assert.Equal(gone.Where(_workers.Remove), effects.Reports().Select(FindEnded).OfType<int>());
            Assert.Equal(_open.Count, _machine.Counts.Waiting + _machine.Counts.Running);
            Assert.Equal(_workers.Count, _machine.Counts.Workers);
            return effects.Where(effect => effect is not PoolEffect.Tell);
        }

        private void Check(PoolEffect effect)
        {
            switch (effect)
            {
                case PoolEffect.Start start:
                    _workers.Add(start.Worker);
                    break;
                case PoolEffect.End end:
                    Assert.True(_open.Remove(end.JobId));
                    Assert.True(
                        end.Outcome is not JobOutcome.Answered || _begun.Contains(end.JobId),
                        "A job has an answer that never began."
                    );
                    break;
                case PoolEffect.Tell { Report: PoolReport.JobBegan began }:
                    Assert.Contains(began.JobId, _open);
                    Assert.Contains(began.Worker, _workers);
                    _begun.Add(began.JobId);
                    break;
                case PoolEffect.Tell { Report: PoolReport.Broke }:
                    Assert.False(_isBroken);
                    _isBroken = true;
                    break;
            }
        }

        private static int? FindEnded(PoolReport report) =>
            report switch
            {
                PoolReport.WorkerLost lost => lost.Worker,
                PoolReport.WorkerEnded ended => ended.Worker,
                PoolReport.StartFailed failed => failed.Worker,
                _ => null,
            };
    }
}
