using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Gating.Planning;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>A line of a run's file. Times in seconds unless the name says otherwise.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "line")]
[JsonDerivedType(typeof(HeaderLine), "gate")]
[JsonDerivedType(typeof(SessionLine), "session")]
[JsonDerivedType(typeof(ProbeLine), "probe")]
[JsonDerivedType(typeof(PlanLine), "plan")]
[JsonDerivedType(typeof(LaunchLine), "launch")]
[JsonDerivedType(typeof(ProfileLine), "profile")]
[JsonDerivedType(typeof(MethodCommitsLine), "commits")]
internal abstract record RunLine;

/// <summary>The first line.</summary>
/// <param name="SchemaVersion">See <see cref="CurrentSchema"/>.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Baseline">Side A.</param>
/// <param name="Candidate">Side B.</param>
/// <param name="Project">The project of a source tree; null where it was looked for.</param>
/// <param name="Program">The program of a folder; null where it was looked for.</param>
internal sealed record HeaderLine(
    int SchemaVersion,
    GateSettings Settings,
    SideIdentity Baseline,
    SideIdentity Candidate,
    string? Project = null,
    string? Program = null
) : RunLine
{
    /// <summary>The version of the format. A new field does not change it.</summary>
    public const int CurrentSchema = 1;

    /// <summary>True where both sides are the same code and nothing is measured. Only a shard has such a file, for the merge.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSameCode { get; init; }

    /// <summary>True where both sides are one program.</summary>
    [JsonIgnore]
    public bool IsSelfComparison => Baseline.ContentHash == Candidate.ContentHash;
}

/// <summary>The identity of a side's program.</summary>
/// <param name="Source">As the user named it.</param>
/// <param name="Description">For people.</param>
/// <param name="ContentHash">The hash of its files: a run is resumed with the same files only.</param>
internal sealed record SideIdentity(string Source, string Description, string ContentHash);

/// <summary>The start of the run, or of its resumption.</summary>
internal sealed record SessionLine(DateTimeOffset StartedUtc) : RunLine;

/// <summary>The benchmarks of both programs.</summary>
/// <param name="Machine">Where it runs, in one line.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
/// <param name="BenchmarkDotNet">Its version.</param>
/// <param name="Cores">Logical ones.</param>
/// <param name="Benchmarks">The benchmarks that both sides have and that are measured, in order.</param>
/// <param name="Findings">The problems of the other benchmarks.</param>
internal sealed record ProbeLine(
    string Machine,
    string Runtime,
    string BenchmarkDotNet,
    int Cores,
    [property: JsonPropertyName("cells")] ImmutableArray<ProbedBenchmark> Benchmarks,
    ImmutableArray<BenchmarkFinding> Findings
) : RunLine
{
    /// <summary>The candidate's, where it is another one than the baseline's.</summary>
    public string? CandidateRuntime { get; init; }

    /// <summary>The candidate's, where it is another one than the baseline's.</summary>
    public string? CandidateBenchmarkDotNet { get; init; }

    /// <summary>The time of the probe; null in runs of older versions.</summary>
    [JsonPropertyName("elapsed")]
    public double? ElapsedSeconds { get; init; }

    /// <summary>Those whose code is the same on both sides; null where nobody asked, and all are measured.</summary>
    public UnchangedBenchmarks? Unchanged { get; init; }

    /// <summary>The benchmarks without those that are not measured because their code is the same.</summary>
    public ProbeLine LeaveOut(UnchangedBenchmarks unchanged) =>
        this with
        {
            Unchanged = unchanged,
            Benchmarks = [.. Benchmarks.ExceptBy(unchanged.NotMeasured, benchmark => benchmark.Name)],
        };

    /// <summary>
    /// Full names of the benchmarks of all shards that both sides have, in ordinal order; null where the run is no shard.
    /// </summary>
    public ImmutableArray<string>? AllShards { get; init; }

    /// <summary>The benchmarks of one shard. What a side lacks is a finding of every shard, what fails only of its own.</summary>
    public ProbeLine TakeShard(Shard shard)
    {
        // What fails here may run on the machine of another shard, so that it keeps its place.
        string[] all =
        [
            .. Benchmarks
                .Select(benchmark => benchmark.Name)
                .Concat(Findings.Where(finding => finding.IsFailure).Select(finding => finding.Name))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        HashSet<string> own = [.. shard.Select(all)];
        return this with
        {
            AllShards = [.. all],
            Benchmarks = [.. Benchmarks.Where(benchmark => own.Contains(benchmark.Name))],
            Findings = [.. Findings.Where(finding => !finding.IsFailure || own.Contains(finding.Name))],
        };
    }

    /// <returns>The number of benchmarks that the other shards measure; 0 where the run is no shard.</returns>
    public int CountElsewhere(Shard? shard) => shard is null || AllShards is not { } all ? 0 : all.Length - shard.Select(all).Length;

    /// <summary>The benchmark with this name.</summary>
    [JsonIgnore]
    public ProbedBenchmark this[string name] => Benchmarks.Single(benchmark => benchmark.Name == name);
}

/// <param name="Name">Full name.</param>
/// <param name="NanosecondsPerInvocation">One cold call of the baseline.</param>
/// <param name="RunsOncePerIteration">
/// True where an iteration is one call, as with [IterationSetup]: a second call would find what the first one left.
/// </param>
internal sealed record ProbedBenchmark(string Name, double NanosecondsPerInvocation, bool RunsOncePerIteration = false)
{
    /// <summary>The way in which its pairs are measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PairMethod Method { get; init; }

    /// <summary>The expected time of one side of a pair; null where a pilot tells it.</summary>
    public double? SideSeconds { get; init; }

    /// <summary>The reason why the sides cannot take turns; null where they do, or where nobody asked for turns.</summary>
    public string? Obstacle { get; init; }
}

/// <summary>The way in which the two sides of a pair are measured.</summary>
internal enum PairMethod
{
    /// <summary>One process after the other, each for one benchmark.</summary>
    Launches,

    /// <summary>Two processes that stay for all benchmarks, and take turns of a few milliseconds.</summary>
    Turns,
}

/// <summary>The plan, made before any launch of the candidate.</summary>
internal sealed record PlanLine(GatePlan Plan) : RunLine;

/// <summary>The purpose of a launch.</summary>
internal enum LaunchPhase
{
    /// <summary>It measures how long an operation takes.</summary>
    Calibration,

    /// <summary>It measures how much launches of the baseline differ.</summary>
    Pilot,

    /// <summary>It belongs to the first stage.</summary>
    StageOne,

    /// <summary>It belongs to the second stage.</summary>
    StageTwo,
}

/// <summary>The program that a launch ran.</summary>
internal enum LaunchSide
{
    Baseline,
    Candidate,

    /// <summary>A byte copy of the baseline, against which an A/A control runs it. Run files have it as "twin".</summary>
    [JsonStringEnumMemberName("twin")]
    Control,
}

/// <summary>The raw measurements of one launch.</summary>
/// <param name="Phase">The purpose.</param>
/// <param name="Pair">Its pair's place in the stage's schedule; in other phases a running number.</param>
/// <param name="Benchmark">Full name.</param>
/// <param name="Side">The program.</param>
/// <param name="Invocations">Calls in an iteration.</param>
/// <param name="Operations">Of an iteration: more than calls where a call is several operations.</param>
/// <param name="NanosecondsPerOp">One value an iteration; empty where it failed.</param>
/// <param name="StartedAtSeconds">The start, in seconds since the session's.</param>
/// <param name="ElapsedSeconds">The time of the whole process.</param>
/// <param name="Machine">The state of the machine during the launch.</param>
/// <param name="Fault">The reason why there are no measurements; null where there are.</param>
internal sealed record LaunchLine(
    LaunchPhase Phase,
    int Pair,
    [property: JsonPropertyName("cell")] string Benchmark,
    LaunchSide Side,
    int Invocations,
    long Operations,
    ImmutableArray<double> NanosecondsPerOp,
    [property: JsonPropertyName("startedAt")] double StartedAtSeconds,
    [property: JsonPropertyName("elapsed")] double ElapsedSeconds,
    MachineReading Machine,
    string? Fault
) : RunLine
{
    /// <summary>The empty loop, which is subtracted already; null in a launch, whose reports have subtracted it or do not tell.</summary>
    public double? OverheadNanosecondsPerOp { get; init; }

    /// <summary>The memory that an operation allocates, the median of the turns; null in a launch.</summary>
    public double? AllocatedBytesPerOp { get; init; }

    /// <summary>The reason why turns were not taken on one core; null where they were, and in a launch.</summary>
    public string? Unpinned { get; init; }

    /// <summary>The reason why code was still being compiled while it was measured; null where it was not, or nobody looked.</summary>
    public string? Unsteady { get; init; }
}

/// <summary>The state of the machine around a launch; each figure is null where the system does not tell.</summary>
/// <param name="SpinNanoseconds">The time of a fixed amount of arithmetic, just before.</param>
/// <param name="OthersCpuSeconds">Processor seconds of other processes during the launch.</param>
/// <param name="StolenSeconds">Processor seconds that the hypervisor gave to others.</param>
/// <param name="Throttled">The number of times that a processor or control group was throttled.</param>
internal sealed record MachineReading(
    double? SpinNanoseconds,
    [property: JsonPropertyName("othersCpu")] double? OthersCpuSeconds,
    [property: JsonPropertyName("stolen")] double? StolenSeconds,
    double? Throttled
)
{
    /// <summary>A reading without any figure.</summary>
    public static MachineReading None { get; } = new(null, null, null, null);
}

/// <summary>A problem of a benchmark apart from its time.</summary>
/// <param name="Kind">The kind of the problem.</param>
/// <param name="Name">The full name; that of the method where the benchmarks of the method are not known.</param>
/// <param name="Message">The event; empty where the kind says all.</param>
internal sealed record BenchmarkFinding(FindingKind Kind, string Name, string Message)
{
    /// <summary>True where the benchmark is there, and does not run.</summary>
    [JsonIgnore]
    public bool IsFailure => Kind is FindingKind.FailedInBaseline or FindingKind.FailedInCandidate;
}

internal enum FindingKind
{
    /// <summary>The baseline has it, the candidate has not.</summary>
    Missing,

    /// <summary>The candidate has it, the baseline has not.</summary>
    Added,

    /// <summary>It does not run in the candidate.</summary>
    FailedInCandidate,

    /// <summary>It does not run in the baseline.</summary>
    FailedInBaseline,
}
