using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>Lines of one file that follow each other, apart from lines that say nothing.</summary>
/// <param name="Project">The project of the file.</param>
/// <param name="Lines">At least one.</param>
internal sealed record CodeRun(string Project, ImmutableArray<CodeLine> Lines)
{
    /// <summary>The first line.</summary>
    public Place Start => Lines[0].Place;
}
