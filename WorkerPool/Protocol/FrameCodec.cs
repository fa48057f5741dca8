using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Converts frames to bytes and back. Pure; the layout is described in Frame.cs.</summary>
internal static class FrameCodec
{
    /// <summary>"CBWK": a program that is no worker does not begin with it.</summary>
    public const int Magic = 0x4B57_4243;

    /// <summary>Grows with every change of a frame.</summary>
    public const int Version = 5;

    /// <summary>The longest payload of a call or a reply, in bytes.</summary>
    public const int MaxPayloadBytes = 64 << 20;

    /// <summary>The longest frame, in bytes after the length: kind, job, count and the longest payload.</summary>
    public const int MaxLength = sizeof(byte) + sizeof(long) + sizeof(int) + MaxPayloadBytes;

    internal const int LengthBytes = sizeof(int);

    // No frame that greets will ever be longer. Printed characters and line ends make larger numbers.
    private const int MaxGreetingLength = 255;

    /// <returns>The bytes of one frame or several, lengths included.</returns>
    public static byte[] Encode(params ReadOnlySpan<Frame> frames)
    {
        int capacity = 0;
        foreach (Frame frame in frames)
        {
            capacity += CapacityFor(frame);
        }

        FieldWriter fields = new(capacity);
        foreach (Frame frame in frames)
        {
            fields.Raw(WriteHead(frame, fields).Span);
        }

        return fields.ToArray();
    }

    /// <summary>Writes a frame with its length, but without the bytes of its payload.</summary>
    /// <returns>The payload, whose bytes come next.</returns>
    public static ReadOnlyMemory<byte> WriteHead(Frame frame, FieldWriter fields)
    {
        int start = fields.Length;
        ReadOnlyMemory<byte> payload = Write(frame, fields.Int(0));
        long length = (long)fields.Length - start - LengthBytes + payload.Length;
        if (length > MaxLength)
        {
            throw new FrameFormatException($"A frame of {length} bytes is longer than {MaxLength}.");
        }

        fields.Set(start, (int)length);
        return payload;
    }

    /// <summary>Reads the head of a frame with a large payload: all that comes before the bytes of the payload.</summary>
    /// <param name="bytes">The bytes read so far, from the start of the frame.</param>
    /// <returns>The head; null while it is incomplete, and for all other frames.</returns>
    public static PayloadHead? ReadHead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PayloadHead.Length)
        {
            return null;
        }

        FieldReader fields = new(bytes);
        int length = fields.Int();
        PayloadHead head = new((FrameKind)fields.Byte(), fields.Long(), fields.Int());
        return
            head.Kind is FrameKind.Call or FrameKind.CallMany or FrameKind.Reply
            && head.Bytes >= PayloadHead.LargeBytes
            && head.Bytes == LengthBytes + length - PayloadHead.Length
            ? head
            : null;
    }

    /// <summary>Decodes the frame at the start of the bytes.</summary>
    /// <param name="bytes">The bytes read so far.</param>
    /// <param name="frame">The frame; null while it is incomplete.</param>
    /// <param name="needed">The length of the frame in bytes; while that is unknown, a lower bound.</param>
    /// <returns>True when the bytes hold a whole frame.</returns>
    /// <exception cref="FrameFormatException">The bytes are no frame.</exception>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Frame? frame, out int needed)
    {
        frame = null;
        needed = LengthBytes;
        if (bytes.Length < LengthBytes)
        {
            return false;
        }

        // The length is checked before memory is allocated for it.
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length is < 1 or > MaxLength)
        {
            throw new FrameFormatException($"A frame's length is 1 to {MaxLength}, not {length}.");
        }

        needed = LengthBytes + length;
        if (bytes.Length < needed)
        {
            return false;
        }

        frame = Read(new FieldReader(bytes[LengthBytes..needed]));
        return true;
    }

    /// <returns>True when the bytes begin with the length of a frame that may be the first of a worker.</returns>
    public static bool IsGreetingLength(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.TryReadInt32LittleEndian(bytes, out int length) && length is >= 1 and <= MaxGreetingLength;

    // Exact for frames that can be large.
    private static int CapacityFor(Frame frame) =>
        LengthBytes
        + frame switch
        {
            Call call => sizeof(byte) + sizeof(long) + sizeof(int) + call.Payload.Length,
            Reply reply => sizeof(byte) + sizeof(long) + sizeof(int) + reply.Payload.Length,
            Progress progress => sizeof(byte) + sizeof(long) + sizeof(int) + progress.Content.Length,
            Recalled recalled => sizeof(byte) + sizeof(int) + sizeof(long) * recalled.JobIds.Length,
            _ => 32,
        };

    private static ReadOnlyMemory<byte> Write(Frame frame, FieldWriter fields)
    {
        switch (frame)
        {
            case Hello hello:
                fields.Byte((byte)FrameKind.Hello).Int(hello.Magic).Int(hello.Version).Int(hello.ProcessId);
                break;
            case Call call:
                fields.Byte((byte)(call.IsMany ? FrameKind.CallMany : FrameKind.Call)).Long(call.JobId).Int(call.Payload.Length);
                return call.Payload;
            case Cancel or Cancelled:
                fields.Byte((byte)(frame is Cancel ? FrameKind.Cancel : FrameKind.Cancelled)).Long(((JobFrame)frame).JobId);
                break;
            case Reply reply:
                fields.Byte((byte)FrameKind.Reply).Long(reply.JobId).Int(reply.Payload.Length);
                return reply.Payload;
            case Progress progress:
                fields.Byte((byte)FrameKind.Progress).Long(progress.JobId).Int(progress.Content.Length);
                return progress.Content;
            case Fault fault:
                fields.Byte((byte)FrameKind.Fault).Long(fault.JobId).Exception(fault.Thrown);
                break;
            case NotReady notReady:
                fields.Byte((byte)FrameKind.NotReady).Exception(notReady.Thrown);
                break;
            case Ping or Pong:
                fields.Byte((byte)(frame is Ping ? FrameKind.Ping : FrameKind.Pong));
                break;
            case Goodbye goodbye:
                fields.Byte((byte)FrameKind.Goodbye).Long(goodbye.CpuTicks).Long(goodbye.PeakBytes);
                break;
            case Recall recall:
                fields.Byte((byte)FrameKind.Recall).Int(recall.Count);
                break;
            case Recalled recalled:
                fields.Byte((byte)FrameKind.Recalled).Longs(recalled.JobIds.AsSpan());
                break;
            default:
                throw new UnreachableException();
        }

        return default;
    }

    private static Frame Read(FieldReader fields)
    {
        FrameKind kind = (FrameKind)fields.Byte();
        Frame frame = kind switch
        {
            FrameKind.Hello => new Hello(fields.Int(), fields.Int(), fields.Int()),
            FrameKind.Call => new Call(fields.Long(), fields.Bytes()),
            FrameKind.CallMany => new Call(fields.Long(), fields.Bytes(), IsMany: true),
            FrameKind.Cancel => new Cancel(fields.Long()),
            FrameKind.Reply => new Reply(fields.Long(), fields.Bytes()),
            FrameKind.Progress => new Progress(fields.Long(), fields.Bytes()),
            FrameKind.Fault => new Fault(fields.Long(), fields.Exception()),
            FrameKind.NotReady => new NotReady(fields.Exception()),
            FrameKind.Cancelled => new Cancelled(fields.Long()),
            FrameKind.Ping => new Ping(),
            FrameKind.Pong => new Pong(),
            FrameKind.Goodbye => new Goodbye(fields.Long(), fields.Long()),
            FrameKind.Recall => new Recall(fields.Int()),
            FrameKind.Recalled => new Recalled(ImmutableCollectionsMarshal.AsImmutableArray(fields.Longs())),
            _ => throw new FrameFormatException($"There is no frame of kind {(byte)kind}."),
        };
        fields.ThrowIfMore();
        return frame;
    }
}
