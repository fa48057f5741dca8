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
) : RunLine
{
    /// <summary>True where both sides have samples.</summary>
    [JsonIgnore]
    public bool HasSamples => Baseline.Samples > 0 && Candidate.Samples > 0;
}

/// <summary>The samples of one side while its turns ran.</summary>
/// <param name="NanosecondsPerOp">Wall time of an operation while it was sampled, with the loop around it; the median of the turns.</param>
/// <param name="Frames">The methods that were seen.</param>
/// <param name="Stacks">The stacks that were seen, each once.</param>
internal sealed record SideProfile(double NanosecondsPerOp, ImmutableArray<ProfiledFrame> Frames, ImmutableArray<ProfiledStack> Stacks)
{
    /// <summary>What the runtime compiled the program's sampled methods to; none where it was not read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<CompiledMethod> Compiled { get; init; }

    /// <summary>What an operation allocates, by type; default where it was not read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<AllocatedType> Allocated { get; init; }

    /// <summary>Garbage collections for each operation, of generations 0, 1 and 2; default where they were not read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<double> Collections { get; init; }

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

    /// <summary>The methods of which the same is true and whose code the compiler put into this one; default where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<string> ChangedInlinees { get; init; }
}

/// <summary>A stack in a profile.</summary>
/// <param name="Frames">Indexes of frames, the outermost one, which the benchmark's loop calls, first.</param>
/// <param name="Samples">The number of samples.</param>
internal sealed record ProfiledStack(ImmutableArray<int> Frames, int Samples);

/// <summary>The machine code of a method, as it was compiled last before it was sampled.</summary>
/// <param name="Name">The name of its frames.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Tier">The runtime's name of the kind of compilation.</param>
/// <param name="Inlinees">The methods whose code is inside of it.</param>
internal sealed record CompiledMethod(string Name, int Bytes, string Tier, ImmutableArray<string> Inlinees);

/// <summary>Objects of one type.</summary>
/// <param name="Type">Its full name.</param>
/// <param name="BytesPerOp">By random samples of the allocated bytes.</param>
internal sealed record AllocatedType(string Type, double BytesPerOp);
