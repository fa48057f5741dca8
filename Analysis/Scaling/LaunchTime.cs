namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>The time of one launch of a model with a number of workers.</summary>
/// <param name="Workers">The number of workers, 1 or more.</param>
/// <param name="Nanoseconds">The launch's median, nanoseconds an operation, above 0.</param>
internal readonly record struct LaunchTime(int Workers, double Nanoseconds);
