namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>Equal lines in several places.</summary>
/// <param name="Runs">The places, at least two; the text of all is the same.</param>
internal sealed record DuplicateBlock(ImmutableArray<CodeRun> Runs)
{
    /// <summary>True where not all places are in one project.</summary>
    public bool IsAcrossProjects => Runs.Any(run => run.Project != Runs[0].Project);

    public override string ToString() =>
        $"{string.Join(" = ", Runs.Select(run => run.Start))}: {Runs[0].Lines.Length} lines from '{Runs[0].Lines[0].Text}'";

    /// <summary>Counts the lines that stand in any of the blocks, in all places.</summary>
    public static int CountLines(IEnumerable<DuplicateBlock> blocks) =>
        blocks.SelectMany(block => block.Runs).SelectMany(run => run.Lines).Distinct().Count();
}
