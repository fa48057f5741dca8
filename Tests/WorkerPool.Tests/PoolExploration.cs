using ConcurrencyBench.Workers.Pooling;
using Xunit.Sdk;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>
/// Every sequence of events up to a length, each ended twice: by workers that behave, and by workers that do nothing any more.
/// Sequences of one length that lead to the same state go on as one, which changes nothing but the time it takes.
/// </summary>
internal sealed class PoolExploration(Func<SimulatedWorkers> make)
{
    private readonly HashSet<string> _ended = [];

    /// <summary>The number of sequences.</summary>
    public long Sequences { get; private set; }

    /// <summary>The number of different states that they lead to.</summary>
    public int States => _ended.Count;

    public void Run(int length)
    {
        Dictionary<string, Path> layer = new() { [""] = new Path(null, null) { Count = 1 } };
        for (int index = 0; index < length; index++)
        {
            Dictionary<string, Path> next = [];
            foreach (Path path in layer.Values)
            {
                foreach (PoolEvent happens in Replay(path).Enabled())
                {
                    Follow(new Path(path, happens) { Count = path.Count }, next);
                }
            }

            layer = next;
            Sequences += layer.Values.Sum(path => path.Count);
        }
    }

    private void Follow(Path path, Dictionary<string, Path> layer)
    {
        try
        {
            SimulatedWorkers workers = Replay(path);
            string state = StatePrint.Render(workers);
            if (layer.TryGetValue(state, out Path? known))
            {
                known.Count += path.Count;
                return;
            }

            layer.Add(state, path);
            if (_ended.Add(state))
            {
                workers.EndWell();
                Replay(path).EndInSilence();
            }
        }
        catch (XunitException exception)
        {
            throw new XunitException($"{exception.Message} After: {string.Join("; ", path.Events())}", exception);
        }
    }

    private SimulatedWorkers Replay(Path path)
    {
        SimulatedWorkers workers = make();
        foreach (PoolEvent @event in path.Events())
        {
            workers.Feed(@event);
        }

        return workers;
    }

    private sealed class Path(Path? before, PoolEvent? last)
    {
        /// <summary>The number of sequences that lead to this state.</summary>
        public long Count { get; set; }

        public Stack<PoolEvent> Events()
        {
            Stack<PoolEvent> events = new();
            for (Path path = this; path.Last is { } @event; path = path.Before!)
            {
                events.Push(@event);
            }

            return events;
        }

        private PoolEvent? Last => last;

        private Path? Before => before;
    }
}
