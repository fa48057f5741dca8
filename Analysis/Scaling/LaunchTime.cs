namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>What one launch of a model with a number of workers took.</summary>
/// <param name="Workers">How many workers, 1 or more.</param>
/// <param name="Nanoseconds">The launch's median, nanoseconds an operation, above 0.</param>
internal readonly record struct LaunchTime(int Workers, double Nanoseconds);
