namespace ConcurrencyBench.Tests.Support;

/// <summary>Tests that count what the whole process holds: alone, after the others.</summary>
[CollectionDefinition(nameof(AloneInProcess), DisableParallelization = true)]
public sealed class AloneInProcess;
