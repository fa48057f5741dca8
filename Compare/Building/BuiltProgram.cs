namespace ConcurrencyBench.Compare.Building;

/// <summary>One side's program, ready to be staged.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Files">What was built.</param>
/// <param name="Description">For people: <c>main (1a2b3c4)</c>, <c>this tree (1a2b3c4 and changes)</c>, <c>folder bin/x</c>.</param>
internal sealed record BuiltProgram(ProgramSource Source, ProgramFiles Files, string Description);
