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
internal abstract record RunLine;

/// <summary>The first line.</summary>
/// <param name="SchemaVersion">See <see cref="CurrentSchema"/>.</param>
/// <param name="Settings">What was asked.</param>
/// <param name="Baseline">Side A.</param>
/// <param name="Candidate">Side B.</param>
/// <param name="Project">Which project of a source tree; null where it was looked for.</param>
/// <param name="Program">Which program of a folder; null where it was looked for.</param>
internal sealed record HeaderLine(
    int SchemaVersion,
    GateSettings Settings,
    SideIdentity Baseline,
    SideIdentity Candidate,
    string? Project = null,
    string? Program = null
) : RunLine
{
    /// <summary>A field may be added without a new one.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Whether both sides are one program.</summary>
    [JsonIgnore]
    public bool IsSelfComparison => Baseline.ContentHash == Candidate.ContentHash;
}

/// <summary>Which program a side is.</summary>
/// <param name="Source">As the user named it.</param>
/// <param name="Description">For people.</param>
/// <param name="ContentHash">Of its files: a run is resumed with the same only.</param>
internal sealed record SideIdentity(string Source, string Description, string ContentHash);

/// <summary>Somebody started the run, or resumed it.</summary>
internal sealed record SessionLine(DateTimeOffset StartedUtc) : RunLine;

/// <summary>Which benchmarks there are.</summary>
/// <param name="Machine">Where it runs, in one line.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
/// <param name="BenchmarkDotNet">Its version.</param>
/// <param name="Cores">Logical ones.</param>
/// <param name="Benchmarks">Full names of what both sides measure, in order.</param>
/// <param name="Findings">What is wrong with the others.</param>
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

    /// <summary>The benchmark.</summary>
    [JsonIgnore]
    public ProbedBenchmark this[string name] => Benchmarks.Single(benchmark => benchmark.Name == name);
}

/// <param name="Name">Full name.</param>
/// <param name="NanosecondsPerInvocation">One cold call of the baseline.</param>
/// <param name="RunsOncePerIteration">Whether an iteration is one call, as with [IterationSetup]: a second call would find what the first
/// one left.</param>
internal sealed record ProbedBenchmark(string Name, double NanosecondsPerInvocation, bool RunsOncePerIteration = false);

/// <summary>How much is measured, decided before any difference is seen.</summary>
internal sealed record PlanLine(GatePlan Plan) : RunLine;

/// <summary>What a launch is for.</summary>
internal enum LaunchPhase
{
    /// <summary>How long an operation takes.</summary>
    Calibration,

    /// <summary>How launches of the baseline differ.</summary>
    Pilot,

    /// <summary>The first stage.</summary>
    StageOne,

    /// <summary>The second stage.</summary>
    StageTwo,
}

/// <summary>Which program a launch ran.</summary>
internal enum LaunchSide
{
    Baseline,
    Candidate,

    /// <summary>A byte copy of the baseline, against which an A/A control runs it. Run files have it as "twin".</summary>
    [JsonStringEnumMemberName("twin")]
    Control,
}

/// <summary>One process, raw.</summary>
/// <param name="Phase">What for.</param>
/// <param name="Pair">Its pair's place in the stage's schedule; in other phases a running number.</param>
/// <param name="Benchmark">Full name.</param>
/// <param name="Side">Which program.</param>
/// <param name="Invocations">Calls in an iteration.</param>
/// <param name="Operations">Of an iteration: more than calls where a call is several operations.</param>
/// <param name="NanosecondsPerOp">One value an iteration; empty where it failed.</param>
/// <param name="StartedAt">Since the session's start.</param>
/// <param name="Elapsed">Of the whole process.</param>
/// <param name="Machine">What the machine did meanwhile.</param>
/// <param name="Fault">Why there is nothing.</param>
internal sealed record LaunchLine(
    LaunchPhase Phase,
    int Pair,
    [property: JsonPropertyName("cell")] string Benchmark,
    LaunchSide Side,
    int Invocations,
    long Operations,
    ImmutableArray<double> NanosecondsPerOp,
    double StartedAt,
    double Elapsed,
    MachineReading Machine,
    string? Fault
) : RunLine;

/// <summary>What the controls saw around a launch; null where the system does not tell.</summary>
/// <param name="SpinNanoseconds">A fixed amount of arithmetic, just before.</param>
/// <param name="OthersCpu">Processor seconds of other processes meanwhile.</param>
/// <param name="Stolen">Processor seconds that the hypervisor gave to others.</param>
/// <param name="Throttled">How often a processor or control group was throttled.</param>
internal sealed record MachineReading(double? SpinNanoseconds, double? OthersCpu, double? Stolen, double? Throttled)
{
    /// <summary>Where nobody looked.</summary>
    public static MachineReading None { get; } = new(null, null, null, null);
}

/// <summary>What is wrong with a benchmark apart from its time.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">Full name, or that of the method where its cases are not known.</param>
/// <param name="Message">What happened; empty where the kind says all.</param>
internal sealed record BenchmarkFinding(FindingKind Kind, string Name, string Message);

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
