using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Bisecting;

/// <summary>A line of a bisection's file. Commits are numbers: 0 is the first, good one, and n the last.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "line")]
[JsonDerivedType(typeof(BisectHeader), "bisect")]
[JsonDerivedType(typeof(BenchmarkLine), "benchmark")]
[JsonDerivedType(typeof(SkipLine), "skip")]
[JsonDerivedType(typeof(AlikeLine), "alike")]
[JsonDerivedType(typeof(PairLine), "pair")]
[JsonDerivedType(typeof(CommitProfileLine), "profile")]
[JsonDerivedType(typeof(CommitMethodsLine), "commits")]
internal abstract record BisectLine;

/// <summary>The first line.</summary>
/// <param name="SchemaVersion">See <see cref="CurrentSchema"/>.</param>
/// <param name="Settings">Margin, seed, filters, and what the programs are started with.</param>
/// <param name="Probability">The search ends when a commit has at least this, above 0.5 and below 1.</param>
/// <param name="Commits"><c>Commits[0]</c> is the good one, and the last one is the bad one.</param>
/// <param name="Project">The project of the source trees; null where it is looked for.</param>
/// <param name="Program">The program of a build; null for the only one.</param>
internal sealed record BisectHeader(
    int SchemaVersion,
    GateSettings Settings,
    double Probability,
    ImmutableArray<SourceCommit> Commits,
    string? Project = null,
    string? Program = null
) : BisectLine
{
    /// <summary>The version of the format. A new field does not change it.</summary>
    public const int CurrentSchema = 1;

    /// <summary>n: the number of the last commit.</summary>
    [JsonIgnore]
    public int Last => Commits.Length - 1;
}

/// <summary>The benchmark that is measured.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
/// <param name="Machine">A description.</param>
internal sealed record BenchmarkLine(string Name, string Runtime, string Machine) : BisectLine;

/// <summary>A commit that cannot be measured.</summary>
/// <param name="Commit">1 to n − 1.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record SkipLine(int Commit, string Reason) : BisectLine;

/// <summary>Two commits of the same code.</summary>
/// <param name="Commit">One of them.</param>
/// <param name="Other">The other one.</param>
internal sealed record AlikeLine(int Commit, int Other) : BisectLine;

/// <summary>A pair: a commit beside commit 0.</summary>
/// <param name="Commit">1 to n.</param>
/// <param name="Baseline">The turns of commit 0, ns per operation.</param>
/// <param name="Candidate">The turns of the commit.</param>
/// <param name="Unsteady">The reason why the pair does not count; null where it does.</param>
internal sealed record PairLine(int Commit, ImmutableArray<double> Baseline, ImmutableArray<double> Candidate, string? Unsteady = null)
    : BisectLine
{
    /// <summary>ln(commit ÷ commit 0).</summary>
    [JsonIgnore]
    public double LogRatio => GateStages.ComputeLogRatio(Baseline, Candidate);
}

/// <summary>A profile of two commits, taken after the search. No probability is computed from it.</summary>
/// <param name="Before">The commit of the baseline.</param>
/// <param name="After">The commit of the candidate.</param>
/// <param name="Profile">The profile of one pair of processes.</param>
internal sealed record CommitProfileLine(int Before, int After, ProfileLine Profile) : BisectLine;

/// <summary>The commits between two that touch the methods of their explanation.</summary>
/// <param name="Before">The commit of the baseline.</param>
/// <param name="After">The commit of the candidate.</param>
/// <param name="Methods">The methods with their commits.</param>
internal sealed record CommitMethodsLine(int Before, int After, MethodCommitsLine Methods) : BisectLine;
