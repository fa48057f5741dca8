namespace ConcurrencyBench.Compare.Building;

/// <summary>Lines of a source file.</summary>
/// <param name="Path">Its path.</param>
/// <param name="First">The first line, from 1.</param>
/// <param name="Last">The last line.</param>
internal sealed record SourceLines(string Path, int First, int Last);
