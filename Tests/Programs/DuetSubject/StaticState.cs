using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.DuetSubject;

/// <summary>What the benchmarks of a class share, and its cleanup ends: each of them finds it whole in a process of its own only.</summary>
public class EndedState
{
    private static readonly CancellationTokenSource State = new();

    [GlobalSetup]
    public void SetUp() => Journal.Write(State.IsCancellationRequested ? "ended" : "whole");

    [GlobalCleanup]
    public void CleanUp() => State.Cancel();

    [Benchmark]
    public bool First() => State.IsCancellationRequested;

    [Benchmark]
    public bool Second() => State.IsCancellationRequested;
}

/// <summary>The same, by a method that waits and calls another.</summary>
public class LaterEndedState
{
    private static readonly List<int> State = [1];

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await Task.Yield();
        Clear();
    }

    [Benchmark]
    public int Run() => State.Count;

    private static void Clear() => State.Clear();
}

/// <summary>Each setup makes anew what the cleanup ends.</summary>
public class RestoredState
{
    private static CancellationTokenSource s_state = new();

    [GlobalSetup]
    public void SetUp() => s_state = new CancellationTokenSource();

    [GlobalCleanup]
    public void CleanUp() => s_state.Dispose();

    [Benchmark]
    public bool Run() => s_state.IsCancellationRequested;
}

/// <summary>
/// A cleanup that ends only what is its instance's, with a lambda, which the compiler keeps in a static field, and with a number that
/// cannot change.
/// </summary>
public class InstanceState
{
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(2);

    private readonly List<TimeSpan> _times = [TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

    [GlobalCleanup]
    public void CleanUp() => _times.RemoveAll(time => time < Shortest);

    [Benchmark]
    public int Run() => _times.Count;
}
