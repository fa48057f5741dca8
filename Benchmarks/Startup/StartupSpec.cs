namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>One row of the catalogue.</summary>
/// <param name="Id">The key in saved reports, such as <c>thread-small-stack</c>; never renamed.</param>
/// <param name="Summary">A description in one line.</param>
/// <param name="PartsOf">The number of parts of a run, from the number of workers.</param>
/// <param name="Create">Makes it, for a number of workers. The caller disposes it.</param>
internal sealed record StartupSpec(string Id, string Summary, Func<int, int> PartsOf, Func<int, IStartup> Create)
{
    /// <summary>Tasks in a call: one alone takes about as long as BenchmarkDotNet needs to wait for an operation.</summary>
    public const int Tasks = 1000;
}
