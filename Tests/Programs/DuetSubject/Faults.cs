using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.DuetSubject;

/// <summary>Benchmarks that do not behave.</summary>
public class Faults
{
    private static int s_calls;

    [GlobalSetup(Target = nameof(ThrowInSetup))]
    public void Throw() => throw new InvalidOperationException("The setup throws as it was told.");

    [Benchmark]
    public void ThrowInSetup() => s_calls++;

    /// <summary>Well for a while, so that it is not the setup that fails.</summary>
    [Benchmark]
    public void ThrowLater() => _ = ++s_calls > 100 ? throw new InvalidOperationException("The benchmark throws as it was told.") : 0;

    [Benchmark]
    public void Crash() => Environment.FailFast("The benchmark crashes as it was told.");

    [Benchmark]
    public void Exit() => Environment.Exit(7);

    [Benchmark]
    public void Hang() => Thread.Sleep(Timeout.Infinite);

    /// <summary>Leaves a process behind that holds the output open. Unix only.</summary>
    [Benchmark]
    public void Orphan()
    {
        if (s_calls++ == 0)
        {
            Process.Start("sleep", "300").Dispose();
        }
    }

    /// <summary>Writes more than a pipe holds.</summary>
    [Benchmark]
    public void WriteMuch()
    {
        if (s_calls++ < 20)
        {
            Console.Out.WriteLine(new string('x', 100_000));
            Console.Error.WriteLine(new string('x', 100_000));
        }
    }

    /// <summary>Writes the environment that children inherit.</summary>
    [GlobalSetup(Target = nameof(ListEnvironment))]
    public void WriteEnvironment()
    {
        ProcessStartInfo child = new("unused");
        foreach ((string name, string? value) in child.Environment)
        {
            Journal.Write($"{name}={value}");
        }
    }

    [Benchmark]
    public void ListEnvironment() => s_calls++;
}
