namespace ConcurrencyBench.Core.Workers;

/// <summary>The kinds of frames, one for each record in Frame.cs.</summary>
internal enum FrameKind : byte
{
    Hello = 1,
    Run = 2,
    Consume = 3,
    ShareAnswers = 4,
    Cancel = 5,
    Done = 6,
    Stored = 7,
    Fault = 8,
    Cancelled = 9,
    Goodbye = 10,
}
