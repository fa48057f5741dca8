namespace ConcurrencyBench.Compare.Duets;

/// <summary>The kind of failure of a benchmark, or of its process.</summary>
internal enum DuetFaultKind
{
    /// <summary>The process did not start to serve: the hook was not loaded, or an assembly is missing.</summary>
    NotStarted,

    /// <summary>The program has no benchmark of that name, or it cannot be run in a process that stays.</summary>
    NotRunnable,

    /// <summary>Its two sides do not do the same number of operations in a turn.</summary>
    Differs,

    /// <summary>The benchmark, its setup or its cleanup threw an exception.</summary>
    Threw,

    /// <summary>The process ended.</summary>
    Crashed,

    /// <summary>It did not answer within its limit, and its process was ended.</summary>
    TimedOut,
}

/// <summary>The failure of a benchmark, or of its process.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Message">A headline; stack frames or the last lines of the program's output may follow, a line each.</param>
internal sealed record DuetFault(DuetFaultKind Kind, string Message)
{
    /// <summary>True when the cause may be what other benchmarks have left behind in the process.</summary>
    public bool MayBeOfOthers => Kind is DuetFaultKind.Threw or DuetFaultKind.Crashed;
}

/// <summary>Ends the measuring of a benchmark.</summary>
/// <param name="fault">The failure.</param>
/// <param name="client">The process in which it failed; null where it is of none, or not known.</param>
internal sealed class DuetException(DuetFault fault, DuetClient? client = null) : Exception(fault.Message)
{
    /// <summary>The failure.</summary>
    public DuetFault Fault { get; } = fault;

    /// <summary>The process in which it failed; null where it is of none, or not known.</summary>
    public DuetClient? Client { get; } = client;
}
