namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>The job of a benchmark as a file has it.</summary>
/// <param name="Id">Null where it does not say it.</param>
/// <param name="Set">Characteristics that the job sets, without the counts.</param>
/// <param name="Shown">Characteristics that the job may have set, or that are the default.</param>
/// <param name="IsComplete">True where what it does not say is the default.</param>
internal sealed record TableJob(
    string? Id,
    ImmutableSortedDictionary<string, string> Set,
    ImmutableSortedDictionary<string, string> Shown,
    bool IsComplete
)
{
    /// <summary>The column of the id.</summary>
    public const string IdColumn = "Job";

    /// <summary>Stands for the job of a table that says nothing of it.</summary>
    public const string Unknown = "?";

    // In the order of BenchmarkDotNet.
    private static readonly HashSet<string> OtherColumns =
    [
        IdColumn,
        "AnalyzeLaunchVariance",
        "EvaluateOverhead",
        "MaxAbsoluteError",
        "MaxRelativeError",
        "OutlierMode",
        "Affinity",
        "EnvironmentVariables",
        "Jit",
        "LargeAddressAware",
        "Platform",
        "PowerPlanMode",
        "Runtime",
        "AllowVeryLargeObjects",
        "Concurrent",
        "CpuGroups",
        "Force",
        "HeapAffinitizeMask",
        "HeapCount",
        "NoAffinitize",
        "RetainVm",
        "Server",
        "Arguments",
        "BuildConfiguration",
        "Clock",
        "EngineFactory",
        "NuGetReferences",
        "Toolchain",
        "IsMutator",
        "MemoryRandomization",
        "RunStrategy",
        "TargetCount",
        "RemoveOutliers",
        "IsBaseline",
    ];

    // The CSV of BenchmarkDotNet 0.10 has it for the id as well.
    private const string DefaultValue = "Default";

    // With several runtimes BenchmarkDotNet hides it.
    private const string Hidden = "Toolchain";

    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(
        StringComparer.Ordinal
    );

    /// <summary>True for the name of a column that is of the job.</summary>
    public static bool IsColumn(string head) => OtherColumns.Contains(head) || JobId.IsCount(head);

    /// <param name="text">See <see cref="JobId.JobPart"/>.</param>
    public static TableJob Parse(string text)
    {
        string[] parts = [.. JobId.Split(text)];
        return new TableJob(
            JobId.IdPart(text) is { Length: > 0 } id ? id : JobId.Default,
            ToCharacteristics(parts.Select(part => part.Split('=', 2)).Where(part => part.Length == 2).Select(part => (part[0], part[1]))),
            None,
            IsComplete: true
        );
    }

    /// <param name="id">Null where it is unknown.</param>
    /// <param name="set">Characteristics of which the file says that they are set.</param>
    /// <param name="shown">Characteristics of which it says the value.</param>
    /// <param name="isComplete">True where what it does not say is the default.</param>
    public static TableJob Create(
        string? id,
        IEnumerable<(string Name, string Value)> set,
        IEnumerable<(string Name, string Value)> shown,
        bool isComplete
    ) => new(id == DefaultValue ? JobId.Default : id, ToCharacteristics(set), ToCharacteristics(shown), isComplete);

    /// <summary>The job as <see cref="BenchmarkKey.Job"/> names it.</summary>
    /// <param name="isTelling">True for a characteristic that tells the table's jobs apart.</param>
    public string Describe(Func<string, bool> isTelling) =>
        Id is not null && !IsAutomatic ? Id
        : string.Join(", ", Set.Concat(Shown.Where(pair => isTelling(pair.Key))).Select(pair => $"{pair.Key}={pair.Value}"))
            is { Length: > 0 } all
            ? all
        : Id is null && !IsComplete ? Unknown
        : JobId.Default;

    /// <summary>True where it has no name of its own.</summary>
    public bool IsAutomatic => Id is null or JobId.Default || JobId.IsAutomatic(Id);

    /// <summary>True where both may be one job.</summary>
    public bool MayBe(TableJob other) =>
        (Id is not null && Id == other.Id)
        || ((Id is null || other.Id is null || (IsAutomatic && other.IsAutomatic)) && !Contradicts(other) && !other.Contradicts(this));

    /// <summary>The number of characteristics that both have alike: more is surer.</summary>
    public int CountAlike(TableJob other) =>
        (Id is not null && Id == other.Id ? 1 : 0) + Set.Concat(Shown).Count(pair => other.Find(pair.Key) == pair.Value);

    private bool Contradicts(TableJob other) =>
        Set.Any(pair => other.Find(pair.Key) is { } value ? value != pair.Value : other.IsComplete && pair.Key != Hidden)
        || Shown.Any(pair => other.Find(pair.Key) is { } value && value != pair.Value);

    /// <summary>True where both are known to have another value of a characteristic, or only one of them sets it.</summary>
    public bool DiffersIn(TableJob other, string name) =>
        (Find(name), other.Find(name)) switch
        {
            ({ } one, { } value) => one != value,
            (not null, null) => other.IsComplete && Set.ContainsKey(name),
            (null, not null) => IsComplete && other.Set.ContainsKey(name),
            (null, null) => false,
        };

    /// <returns>The value of a characteristic; null where it is not known.</returns>
    public string? Find(string name) => Set.GetValueOrDefault(name) ?? Shown.GetValueOrDefault(name);

    private static ImmutableSortedDictionary<string, string> ToCharacteristics(IEnumerable<(string Name, string Value)> pairs) =>
        None.AddRange(
            pairs
                .Where(pair => pair.Name != IdColumn && !JobId.IsCount(pair.Name) && pair.Value is not (DefaultValue or ""))
                .DistinctBy(pair => pair.Name)
                .Select(pair => KeyValuePair.Create(pair.Name, pair.Value))
        );
}
