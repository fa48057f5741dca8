using System.Buffers.Binary;

namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Converts frames to bytes and back. Pure; the layout is described in Frame.cs.</summary>
internal static class FrameCodec
{
    /// <summary>"CBWK": a program that is no worker does not begin with it.</summary>
    public const int Magic = 0x4B57_4243;

    /// <summary>Grows with every change of a frame.</summary>
    public const int Version = 3;

    /// <summary>The longest payload of a call or a reply, in bytes.</summary>
    public const int MaxPayloadBytes = 64 << 20;

    /// <summary>The longest frame, in bytes after the length: kind, job, count and the longest payload.</summary>
    public const int MaxLength = sizeof(byte) + sizeof(long) + sizeof(int) + MaxPayloadBytes;

    internal const int LengthBytes = sizeof(int);

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
            int start = fields.Length;
            Write(frame, fields.Int(0));
            int length = fields.Length - start - LengthBytes;
            if (length > MaxLength)
            {
                throw new FrameFormatException($"A frame of {length} bytes is longer than {MaxLength}.");
            }

            fields.Set(start, length);
        }

        return fields.ToArray();
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

    // Exact for frames that can be large.
    private static int CapacityFor(Frame frame) =>
        LengthBytes
        + frame switch
        {
            Call call => sizeof(byte) + sizeof(long) + sizeof(int) + call.Payload.Length,
            Reply reply => sizeof(byte) + sizeof(long) + sizeof(int) + reply.Payload.Length,
            _ => 32,
        };

    private static void Write(Frame frame, FieldWriter fields)
    {
        switch (frame)
        {
            case Hello hello:
                fields.Byte((byte)FrameKind.Hello).Int(hello.Magic).Int(hello.Version).Int(hello.ProcessId);
                break;
            case Call call:
                fields.Byte((byte)FrameKind.Call).Long(call.JobId).Bytes(call.Payload.Span);
                break;
            case Cancel cancel:
                fields.Byte((byte)FrameKind.Cancel).Long(cancel.JobId);
                break;
            case Reply reply:
                fields.Byte((byte)FrameKind.Reply).Long(reply.JobId).Bytes(reply.Payload.Span);
                break;
            case Fault fault:
                fields.Byte((byte)FrameKind.Fault).Long(fault.JobId).Exception(fault.Thrown);
                break;
            case Cancelled cancelled:
                fields.Byte((byte)FrameKind.Cancelled).Long(cancelled.JobId);
                break;
            case Ping:
                fields.Byte((byte)FrameKind.Ping);
                break;
            case Pong:
                fields.Byte((byte)FrameKind.Pong);
                break;
            case Goodbye goodbye:
                fields.Byte((byte)FrameKind.Goodbye).Long(goodbye.CpuTicks).Long(goodbye.PeakBytes);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static Frame Read(FieldReader fields)
    {
        FrameKind kind = (FrameKind)fields.Byte();
        Frame frame = kind switch
        {
            FrameKind.Hello => new Hello(fields.Int(), fields.Int(), fields.Int()),
            FrameKind.Call => new Call(fields.Long(), fields.Bytes()),
            FrameKind.Cancel => new Cancel(fields.Long()),
            FrameKind.Reply => new Reply(fields.Long(), fields.Bytes()),
            FrameKind.Fault => new Fault(fields.Long(), fields.Exception()),
            FrameKind.Cancelled => new Cancelled(fields.Long()),
            FrameKind.Ping => new Ping(),
            FrameKind.Pong => new Pong(),
            FrameKind.Goodbye => new Goodbye(fields.Long(), fields.Long()),
            _ => throw new FrameFormatException($"There is no frame of kind {(byte)kind}."),
        };
        fields.ThrowIfMore();
        return frame;
    }
}
