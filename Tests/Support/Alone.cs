namespace ConcurrencyBench.Tests.Support;

/// <summary>Tests that count what this process holds, or that need the machine: alone, after the others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
