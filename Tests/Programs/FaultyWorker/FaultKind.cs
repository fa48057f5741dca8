namespace ConcurrencyBench.FaultyWorker;

/// <summary>The ways in which a worker fails.</summary>
internal enum FaultKind
{
    Exit0,
    Exit3,
    SigKill,
    SigSegv,
    SigStop,
    StackOverflow,
    UnhandledException,
    EndlessLoop,
    OutOfMemory,

    // From here on it breaks the protocol, and lives on.
    Garbage,
    ShortFrame,
    HugeLength,
    NegativeLength,
    DuplicateAnswer,
    WrongId,
    UnknownKind,
    Noise,
    ClosedOutput,
    AnswerOfTheNext,
    Goodbye,
    UnaskedRecalled,
}
