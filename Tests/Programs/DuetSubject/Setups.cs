using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.DuetSubject;

/// <summary>Setups and cleanups, which write their order.</summary>
public class Setups
{
    [GlobalSetup]
    public async Task PrepareAsync()
    {
        await Task.Yield();
        Journal.Write("global setup");
    }

    [GlobalSetup(Target = nameof(Targeted))]
    public void PrepareTargeted() => Journal.Write("global setup of Targeted");

    [IterationSetup(Target = nameof(Iterated))]
    public void PrepareIteration() => Journal.Write("iteration setup");

    [IterationCleanup(Target = nameof(Iterated))]
    public void CleanIteration() => Journal.Write("iteration cleanup");

    [GlobalCleanup]
    public void Clean() => Journal.Write("global cleanup");

    [Benchmark]
    public void Untargeted() => Journal.Write("call");

    [Benchmark]
    public void Targeted() => Journal.Write("call");

    [Benchmark]
    public void Iterated() => Journal.Write("call");
}

/// <summary>The job says how many invocations an iteration setup prepares.</summary>
[InvocationCount(4, unrollFactor: 1)]
public class CountedSetups
{
    [IterationSetup]
    public void PrepareIteration() => Journal.Write("iteration setup");

    [Benchmark]
    public void Iterated() => Journal.Write("call");
}
