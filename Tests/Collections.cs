namespace ConcurrencyBench.Tests;

// xUnit looks for these in the assembly of the tests, so that each test program has its own.

/// <summary>Tests that count what this process holds, or that need the whole machine: alone, after the others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Tests that set environment variables, which every process started meanwhile would inherit: alone, after the others.</summary>
[CollectionDefinition(nameof(OwnEnvironment), DisableParallelization = true)]
public sealed class OwnEnvironment;
