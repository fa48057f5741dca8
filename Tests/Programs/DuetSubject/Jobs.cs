using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;

namespace ConcurrencyBench.DuetSubject;

/// <summary>Jobs for two runtimes, one of which is this one.</summary>
[SimpleJob(RuntimeMoniker.Net80)]
[SimpleJob(RuntimeMoniker.Net10_0, invocationCount: 3)]
public class JobsForTwoRuntimes
{
    [Benchmark]
    public int Run() => 1;
}

/// <summary>A job for another runtime.</summary>
[SimpleJob(RuntimeMoniker.Net80)]
public class JobForAnotherRuntime
{
    [Benchmark]
    public int Run() => 1;
}

/// <summary>Short jobs beside one another, which a duet runs once.</summary>
[ShortRunJob]
[MediumRunJob]
public class TwoShortJobs
{
    [Benchmark]
    public int Run() => 1;
}

/// <summary>Starts are the benchmark.</summary>
[SimpleJob(RunStrategy.ColdStart)]
public class ColdStartJob
{
    [Benchmark]
    public int Run() => 1;
}

/// <summary>A process must start with the variable.</summary>
[Config(typeof(Settings))]
public class JobWithVariable
{
    [Benchmark]
    public int Run() => 1;

    private sealed class Settings : ManualConfig
    {
        public Settings() => AddJob(Job.Default.WithEnvironmentVariable("DUET_SUBJECT_VARIABLE", "1"));
    }
}

/// <summary>A process must start with the collector.</summary>
[GcServer(true)]
public class JobWithServerCollector
{
    [Benchmark]
    public int Run() => 1;
}

/// <summary>BenchmarkDotNet refuses a class whose source is not there.</summary>
public class RefusedClass
{
    [ParamsSource("Missing")]
    public int Number { get; set; }

    [Benchmark]
    public int Run() => Number;
}

/// <summary>A class with an attribute that cannot be created.</summary>
public class ThrowsInAttributes
{
    [Benchmark]
    public int Plain() => 1;

    [Benchmark]
    [Thrower]
    public int Run() => 1;

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ThrowerAttribute : Attribute
    {
        public ThrowerAttribute() => throw new InvalidOperationException("The attribute throws as it was told.");
    }
}
