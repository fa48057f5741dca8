namespace ConcurrencyBench.Workers.Protocol;

/// <summary>The kinds of frames, one for each record in Frame.cs.</summary>
internal enum FrameKind : byte
{
    Hello = 1,
    Call = 2,
    Cancel = 3,
    Reply = 4,
    Fault = 5,
    Cancelled = 6,
    Ping = 7,
    Pong = 8,
    Goodbye = 9,
    Recall = 10,
    Recalled = 11,
    CallMany = 12,
    Progress = 13,
    NotReady = 14,
}
