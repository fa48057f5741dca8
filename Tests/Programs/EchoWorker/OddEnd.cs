namespace ConcurrencyBench.EchoWorker;

/// <summary>Odd ends of a job, which must not end its worker. The tests have this file too.</summary>
internal enum OddEnd
{
    /// <summary>An exception whose message throws.</summary>
    MessageThrows,

    /// <summary>An exception whose message is null.</summary>
    MessageIsNull,

    /// <summary>An exception whose stack throws.</summary>
    StackThrows,

    /// <summary>An exception whose stack is null.</summary>
    StackIsNull,

    /// <summary>An exception whose message and stack throw, inside another one.</summary>
    InnerThrows,

    /// <summary>An exception with a message of 16 Mi characters.</summary>
    LongMessage,

    /// <summary>An exception with a message that is no text: one half of a surrogate pair.</summary>
    BrokenText,

    /// <summary>An aggregate of two, one of which holds another.</summary>
    Aggregate,

    /// <summary>An exception inside an exception, and so on, a thousand times.</summary>
    Chain,

    /// <summary>An aggregate of a thousand.</summary>
    Crowd,

    /// <summary>An answer whose memory throws when it is read.</summary>
    AnswerThrows,
}
