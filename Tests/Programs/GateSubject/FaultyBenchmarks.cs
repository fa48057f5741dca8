using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.GateSubject;

/// <summary>Benchmarks that do not behave; <see cref="SubjectSettings.Faults"/> lets them in.</summary>
public class FaultyBenchmarks
{
    private bool _isPrepared;

    /// <summary>Takes the whole process with it.</summary>
    [Benchmark]
    public void Crash() => Environment.FailFast("The benchmark crashes as it was told.");

    /// <summary>Before each iteration of <see cref="Consume"/>.</summary>
    [IterationSetup(Target = nameof(Consume))]
    public void Prepare() => _isPrepared = true;

    /// <summary>Uses up what was prepared: a second call in an iteration fails.</summary>
    [Benchmark]
    public void Consume() => _isPrepared = _isPrepared ? false : throw new InvalidOperationException("Nothing is prepared.");

    /// <summary>Never comes back.</summary>
    [Benchmark]
    public void Hang() => Thread.Sleep(Timeout.Infinite);

    /// <summary>Leaves a process behind that holds the output open. Unix only.</summary>
    [Benchmark]
    public void Orphan() => Process.Start("sleep", "300").Dispose();

    /// <summary>Fails, and the process goes on.</summary>
    [Benchmark]
    public void Throw() => throw new InvalidOperationException("The benchmark throws as it was told.");
}
