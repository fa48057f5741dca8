namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>What a user asked of <c>article</c>, as it was written.</summary>
/// <param name="Suite">What it has in common with the other verbs.</param>
/// <param name="Launches">How many launches.</param>
/// <param name="Artifacts">The folder of the reports.</param>
internal sealed record ArticleArguments(SuiteArguments Suite, string? Launches, string? Artifacts);
