namespace ConcurrencyBench.Duet.Protocol;

/// <summary>The kinds of request. The host asks, and the program answers each before the next.</summary>
/// <remarks>
/// <code>
/// program                                   host
///   |------ Greeting --------------------->|
///   |&lt;----- List(path of the program) -----|
///   |------ benchmarks ------------------->|
///   |&lt;----- Open(index) -------------------|   instance, parameters, [GlobalSetup]
///   |------ OpenedBenchmark or fault ----->|
///   |&lt;----- Turn(loop, invocations) -------|   any number of times
///   |------ TurnReading or fault --------->|
///   |&lt;----- Close -------------------------|   [GlobalCleanup]
///   |       the end of the pipe            |   the process ends
/// </code>
/// An answer begins with a byte: 1 and its fields, or 0 and a <see cref="RemoteFault"/>. Numbers are little-endian, texts UTF-8 with
/// their length, as <see cref="BinaryWriter"/> writes them.
/// </remarks>
internal enum RequestKind : byte
{
    /// <summary>Asks for the benchmarks of an assembly.</summary>
    List = 1,

    /// <summary>Creates the instance of a benchmark and sets it up.</summary>
    Open = 2,

    /// <summary>Runs the open benchmark, or its empty loop, a number of times.</summary>
    Turn = 3,

    /// <summary>Binds the thread of turns to a core.</summary>
    Pin = 4,

    /// <summary>Gives the thread of turns its cores back.</summary>
    Free = 5,

    /// <summary>Cleans the open benchmark up.</summary>
    Close = 6,
}

/// <summary>The loop of a turn.</summary>
internal enum LoopKind : byte
{
    /// <summary>Calls the benchmark.</summary>
    Workload = 1,

    /// <summary>Calls an empty method with the same signature.</summary>
    Overhead = 2,
}
