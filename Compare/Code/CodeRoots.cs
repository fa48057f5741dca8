namespace ConcurrencyBench.Compare.Code;

/// <summary>The beginnings of a search.</summary>
/// <param name="Definitions">Members that run.</param>
/// <param name="Types">The types that may have instances.</param>
/// <param name="Whole">The types of which any member may run.</param>
/// <param name="Slots">The virtual methods that may be called.</param>
internal sealed record CodeRoots(
    ImmutableArray<Definition> Definitions,
    ImmutableArray<ProgramType> Types,
    ImmutableArray<ProgramType> Whole,
    ImmutableArray<string> Slots
)
{
    /// <summary>No beginnings.</summary>
    public static CodeRoots None { get; } = new([], [], [], []);
}
