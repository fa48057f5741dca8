namespace ConcurrencyBench.Workers.Protocol;

/// <summary>The head of a frame with a payload.</summary>
/// <param name="Kind">Call, CallMany or Reply.</param>
/// <param name="JobId">The job.</param>
/// <param name="Bytes">The length of the payload.</param>
internal readonly record struct PayloadHead(FrameKind Kind, long JobId, int Bytes)
{
    /// <summary>The bytes before the payload: length, kind, job, count.</summary>
    public const int Length = FrameCodec.LengthBytes + sizeof(byte) + sizeof(long) + sizeof(int);

    /// <summary>The smallest payload that is worth its own way; smaller ones are copied out of what was read.</summary>
    public const int LargeBytes = 16 * 1024;

    /// <returns>The frame, which keeps the payload as it is.</returns>
    public Frame With(byte[] payload) =>
        Kind == FrameKind.Reply ? new Reply(JobId, payload) : new Call(JobId, payload, IsMany: Kind == FrameKind.CallMany);
}
