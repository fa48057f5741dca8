namespace ConcurrencyBench.Core.Workers.Protocol;

/// <summary>The kinds of frames, one for each record in Frame.cs.</summary>
internal enum FrameKind : byte
{
    Hello = 1,
    Call = 2,
    Cancel = 3,
    Began = 4,
    Reply = 5,
    Fault = 6,
    Cancelled = 7,
    Ping = 8,
    Pong = 9,
    Goodbye = 10,
}
