using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcurrencyBench.GateSubject;

/// <summary>The treatment of the program's arguments.</summary>
public enum SubjectMode
{
    /// <summary>It passes them on: the gate can steer it.</summary>
    Steerable,

    /// <summary>It passes them on and has a job of its own, marked as the default: the gate can steer it.</summary>
    DefaultJob,

    /// <summary>It passes them on, and its own job runs as well.</summary>
    FixedJob,

    /// <summary>It does not look at them.</summary>
    IgnoresArguments,
}

/// <summary>The settings of this copy of the program: <c>subject.json</c> beside it, so that two copies of one build can differ.</summary>
public sealed record SubjectSettings
{
    /// <summary>The file's name.</summary>
    public const string FileName = "subject.json";

    // Before what reads with them. Not by a source generator: it does not know the values that properties start with.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Method to factor: its work is multiplied by it. 1 where there is none.</summary>
    public Dictionary<string, double> Slowdown { get; init; } = [];

    /// <summary>The share of launches, 0 to 1, that run at half speed from beginning to end.</summary>
    public double SlowLaunchShare { get; init; }

    /// <summary>Methods that this copy does not have.</summary>
    public string[] Hidden { get; init; } = [];

    /// <summary>Methods of <see cref="FaultyBenchmarks"/> that this copy has.</summary>
    public string[] Faults { get; init; } = [];

    /// <summary>The exit code, whatever happened.</summary>
    public int ExitCode { get; init; }

    /// <summary>The treatment of the program's arguments.</summary>
    public SubjectMode Mode { get; init; }

    /// <summary>Those of this copy; the defaults where it has no file.</summary>
    public static SubjectSettings Current { get; } = Read(Path.Combine(AppContext.BaseDirectory, FileName));

    private static SubjectSettings Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<SubjectSettings>(File.ReadAllText(path), Options)! : new SubjectSettings();
}
