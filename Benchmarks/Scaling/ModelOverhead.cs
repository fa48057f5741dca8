namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>What a model costs beside the work, in nanoseconds.</summary>
/// <param name="Run">A run without work: one worker, no item.</param>
/// <param name="Worker">One worker more.</param>
/// <param name="HandOff">Handing one item over and its answer back.</param>
internal readonly record struct ModelOverhead(double Run, double Worker, double HandOff);
