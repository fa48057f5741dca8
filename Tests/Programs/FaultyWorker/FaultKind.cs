namespace ConcurrencyBench.FaultyWorker;

/// <summary>How a worker fails.</summary>
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

    // From here on it sends what no worker sends, and lives on.
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
}
