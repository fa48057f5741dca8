namespace ConcurrencyBench.Tests.Support;

/// <summary>Tests that set environment variables, which every process started meanwhile would inherit: alone, after the others.</summary>
[CollectionDefinition(nameof(OwnEnvironment), DisableParallelization = true)]
public sealed class OwnEnvironment;
