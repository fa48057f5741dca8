namespace ConcurrencyBench.FaultyWorker;

/// <summary>The phase of a fault. From <see cref="Reading"/> to <see cref="Idle"/> only with a culprit job.</summary>
internal enum FaultPhase
{
    /// <summary>At the beginning of Main.</summary>
    Start,

    /// <summary>Connected, and has not greeted.</summary>
    BeforeHello,

    /// <summary>Has greeted, and read no call.</summary>
    AfterHello,

    /// <summary>A call has arrived, and was not begun.</summary>
    Reading,

    /// <summary>The call was begun.</summary>
    Computing,

    /// <summary>Half of the answer was written.</summary>
    HalfFrame,

    /// <summary>The answer was written.</summary>
    AfterAnswer,

    /// <summary>Some time after the answer, before the next call.</summary>
    Idle,

    /// <summary>The input was closed.</summary>
    Exiting,
}
