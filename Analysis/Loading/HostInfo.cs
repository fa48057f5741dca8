using System.Text.Json.Serialization;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The machine and the settings of a run, saved as <c>host.json</c> beside its reports. A platform leaves null what it cannot
/// tell, and a file of another program may lack any part.</summary>
/// <param name="SchemaVersion">1; grows when a field changes its meaning.</param>
/// <param name="Machine">The slug that names the machine's folder.</param>
/// <param name="StartedUtc">The start of the run.</param>
/// <param name="Cpu">The processor.</param>
/// <param name="Limits">The part of the machine that this process may use.</param>
/// <param name="System">Operating system and firmware.</param>
/// <param name="Runtime">.NET and its settings.</param>
/// <param name="Source">The commit that was measured.</param>
/// <param name="Suite">The request.</param>
internal sealed record HostInfo(
    int SchemaVersion,
    string Machine,
    DateTimeOffset? StartedUtc,
    CpuInfo Cpu,
    LimitsInfo Limits,
    SystemInfo System,
    RuntimeInfo Runtime,
    SourceInfo Source,
    SuiteInfo Suite
);

/// <param name="Brand">The name the processor gives itself.</param>
/// <param name="Vendor">Such as AuthenticAMD.</param>
/// <param name="Family">Family, with the extended part added; x86 only.</param>
/// <param name="Model">Model, with the extended part added; x86 only.</param>
/// <param name="Stepping">Stepping; x86 only.</param>
/// <param name="LogicalCores">Hardware threads of the machine that are online.</param>
/// <param name="PhysicalCores">Cores of the machine.</param>
/// <param name="Smt">True when a core has more than one hardware thread.</param>
/// <param name="VectorBits">The widest vectors that the vector kernel uses here.</param>
/// <param name="Caches">Those that the first core sees.</param>
internal sealed record CpuInfo(
    string? Brand,
    string? Vendor,
    int? Family,
    int? Model,
    int? Stepping,
    int? LogicalCores,
    int? PhysicalCores,
    bool? Smt,
    int VectorBits,
    ImmutableArray<CacheInfo>? Caches
);

/// <param name="Level">1, 2, 3.</param>
/// <param name="Type">Data, Instruction or Unified.</param>
/// <param name="KiB">The size in KiB.</param>
internal sealed record CacheInfo(int Level, string Type, int KiB);

/// <param name="UsableCores">Cores that .NET schedules on, after affinity and quota.</param>
/// <param name="AffinityCores">Cores that this process may run on.</param>
/// <param name="CgroupCpuQuota">Cores' worth of time that the control group grants; null also when it grants all.</param>
/// <param name="CgroupMemoryBytes">Bytes that the control group grants; null also when it grants all.</param>
internal sealed record LimitsInfo(int? UsableCores, int? AffinityCores, double? CgroupCpuQuota, long? CgroupMemoryBytes);

/// <param name="Os">Name and version.</param>
/// <param name="Kernel">Kernel version.</param>
/// <param name="Architecture">Such as X64.</param>
/// <param name="MemoryBytes">Physical memory.</param>
/// <param name="Governor">The frequency governor.</param>
/// <param name="Hypervisor">Its signature, such as KVMKVMKVM; null on bare metal too.</param>
/// <param name="OnBattery">True when a battery feeds the machine.</param>
internal sealed record SystemInfo(
    string Os,
    string Kernel,
    string Architecture,
    long? MemoryBytes,
    string? Governor,
    string? Hypervisor,
    bool? OnBattery
);

/// <param name="Framework">Such as .NET 10.0.12.</param>
/// <param name="ServerGc">Server or workstation garbage collection.</param>
/// <param name="ConcurrentGc">True when collections run in the background.</param>
/// <param name="Settings">DOTNET_ and COMPlus_ variables that steer the JIT, the garbage collector or the thread pool.</param>
/// <param name="WorkerCompilation">How the worker program is compiled: Native AOT, ReadyToRun or JIT; null where nobody said it.</param>
internal sealed record RuntimeInfo(
    string Framework,
    bool ServerGc,
    bool ConcurrentGc,
    ImmutableSortedDictionary<string, string> Settings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WorkerCompilation = null
);

/// <param name="Commit">The commit's hash.</param>
/// <param name="Dirty">True when the tree differed from it.</param>
internal sealed record SourceInfo(string? Commit, bool? Dirty);

/// <param name="Workers">Workers a model gets.</param>
/// <param name="Kernel">The kernel of the models.</param>
/// <param name="Workloads">The workloads.</param>
/// <param name="BaselineMethods">The baseline method of each benchmark class.</param>
internal sealed record SuiteInfo(
    int? Workers,
    string Kernel,
    ImmutableArray<string> Workloads,
    ImmutableSortedDictionary<string, string> BaselineMethods
);
