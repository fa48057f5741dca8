using System.Collections.Immutable;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>A part of the report on scaling: a table and what must be said about it, for any output.</summary>
/// <param name="Title">The title.</param>
/// <param name="Columns">The first column holds names, the others figures.</param>
/// <param name="Rows">As many cells as columns each; none where there is no table.</param>
/// <param name="Notes">Sentences below the table.</param>
internal sealed record ScalingSection(
    string Title,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<string>> Rows,
    ImmutableArray<string> Notes
);
