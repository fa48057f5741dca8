namespace ConcurrencyBench.EchoWorker;

/// <summary>The ways in which a host starts its workers. The tests have this file too.</summary>
internal enum HostedCommand
{
    /// <summary>The program itself.</summary>
    Plain,

    /// <summary>A shell that waits for the program.</summary>
    BehindAShell,

    /// <summary>A process that stops itself before it is the program.</summary>
    Halting,

    /// <summary>A shell that waits for a process that stops itself before it is the program.</summary>
    HaltingBehindAShell,
}
