using System.Text.Json.Serialization;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>The commits between both sides that touch the methods of an explanation.</summary>
/// <param name="Benchmark">Full name.</param>
/// <param name="Methods">The methods that were looked at, the first named one first.</param>
/// <param name="Reason">The reason why not all is known, a sentence; null where it is.</param>
internal sealed record MethodCommitsLine(
    [property: JsonPropertyName("cell")] string Benchmark,
    ImmutableArray<MethodCommits> Methods,
    string? Reason = null
) : RunLine;

/// <summary>The commits that touch a method.</summary>
/// <param name="Method">Its full name, as in a profile.</param>
/// <param name="Commits">The newest first; none where no commit of the range touches it.</param>
internal sealed record MethodCommits(string Method, ImmutableArray<SourceCommit> Commits);
