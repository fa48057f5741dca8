namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>One table of a file, as text.</summary>
/// <param name="Heads">The names of the columns.</param>
/// <param name="Rows">In the order of the file, without empty ones.</param>
/// <param name="Preamble">The lines between the table before it, or the start of the file, and this one.</param>
internal sealed record SourceTable(ImmutableArray<string> Heads, ImmutableArray<SourceRow> Rows, ImmutableArray<string> Preamble);

/// <summary>One row of a table.</summary>
/// <param name="Cells">As many as the table has columns, unless the row is damaged.</param>
/// <param name="Line">Its line in the file, from 1.</param>
internal sealed record SourceRow(ImmutableArray<string> Cells, int Line);
