namespace ConcurrencyBench.Compare.Building;

/// <summary>The built program of one side.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Files">Its files.</param>
/// <param name="Description">
/// Its name in messages: <c>main (1a2b3c4)</c>, <c>this tree (1a2b3c4 and changes)</c>, <c>folder bin/x</c>.
/// </param>
internal sealed record BuiltProgram(ProgramSource Source, ProgramFiles Files, string Description);
