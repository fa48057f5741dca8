using System.Text.Json.Serialization;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>The profile of one benchmark in one pair of processes, taken after the verdict. No verdict is computed from it.</summary>
/// <param name="Benchmark">Full name.</param>
/// <param name="Pair">Its running number among the profiled pairs, from 0.</param>
/// <param name="Baseline">Side A.</param>
/// <param name="Candidate">Side B.</param>
internal sealed record ProfileLine(
    [property: JsonPropertyName("cell")] string Benchmark,
    int Pair,
    SideProfile Baseline,
    SideProfile Candidate
) : RunLine;

/// <summary>The samples of one side while its turns ran.</summary>
/// <param name="NanosecondsPerOp">Wall time of an operation while it was sampled, with the loop around it; the median of the turns.</param>
/// <param name="Frames">The methods that were seen.</param>
/// <param name="Stacks">The stacks that were seen, each once.</param>
internal sealed record SideProfile(double NanosecondsPerOp, ImmutableArray<ProfiledFrame> Frames, ImmutableArray<ProfiledStack> Stacks)
{
    /// <summary>The number of samples.</summary>
    [JsonIgnore]
    public int Samples => Stacks.Sum(stack => stack.Samples);
}

/// <summary>A method in a profile.</summary>
/// <param name="Name">Its full name with the types of its parameters, as <c>N.C.M(int32)</c>.</param>
/// <param name="IsFramework">True where it belongs to the runtime or its libraries, and false where it is the program's.</param>
internal sealed record ProfiledFrame(string Name, bool IsFramework)
{
    /// <summary>True where the candidate has other code of this name than the baseline.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasChanged { get; init; }
}

/// <summary>A stack in a profile.</summary>
/// <param name="Frames">Indexes of frames, the outermost one, which the benchmark's loop calls, first.</param>
/// <param name="Samples">The number of samples.</param>
internal sealed record ProfiledStack(ImmutableArray<int> Frames, int Samples);
