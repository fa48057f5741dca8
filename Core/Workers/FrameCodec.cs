using System.Buffers.Binary;
using System.Diagnostics;
using ConcurrencyBench.Core.Divisors;

namespace ConcurrencyBench.Core.Workers;

/// <summary>Bytes to frames and back. Pure; the layout is described in Frame.cs.</summary>
internal static class FrameCodec
{
    /// <summary>"CBWK": a program that is no worker does not begin with it.</summary>
    public const int Magic = 0x4B57_4243;

    /// <summary>Grows with every change of a frame.</summary>
    public const int Version = 1;

    /// <summary>The longest frame, in bytes after the length. The longest list of divisors below 2^63 needs 829,440.</summary>
    public const int MaxLength = 64 << 20;

    internal const int LengthBytes = sizeof(int);

    /// <returns>The frame's bytes, length included.</returns>
    public static byte[] Encode(Frame frame)
    {
        FieldWriter fields = new();
        switch (frame)
        {
            case Hello hello:
                fields.Kind(FrameKind.Hello).Int(hello.Magic).Int(hello.Version).Int(hello.ProcessId);
                break;
            case Run run:
                fields.Kind(FrameKind.Run).Long(run.JobId).Text(run.KernelId).Long(run.Number).Long(run.Candidates.First).Long(run.Candidates.Last).Int(run.AnswerSlot);
                break;
            case Consume consume:
                fields.Kind(FrameKind.Consume).Long(consume.JobId).Text(consume.QueuePath).Int(consume.Consumer);
                break;
            case ShareAnswers share:
                fields.Kind(FrameKind.ShareAnswers).Text(share.AnswersPath);
                break;
            case Cancel cancel:
                fields.Kind(FrameKind.Cancel).Long(cancel.JobId);
                break;
            case Done done:
                fields.Kind(FrameKind.Done).Long(done.JobId).Longs(done.Values);
                break;
            case Stored stored:
                fields.Kind(FrameKind.Stored).Long(stored.JobId).Int(stored.AnswerSlot);
                break;
            case Fault fault:
                fields.Kind(FrameKind.Fault).Long(fault.JobId).Text(fault.Type).Text(fault.Message).Text(fault.Stack);
                break;
            case Cancelled cancelled:
                fields.Kind(FrameKind.Cancelled).Long(cancelled.JobId);
                break;
            case Goodbye goodbye:
                fields.Kind(FrameKind.Goodbye).Long(goodbye.CpuTicks).Long(goodbye.PeakBytes);
                break;
            default:
                throw new UnreachableException();
        }

        return fields.ToFrame();
    }

    /// <summary>Decodes the frame at the start of the bytes.</summary>
    /// <param name="bytes">What has been read so far.</param>
    /// <param name="frame">The frame, where the bytes hold a whole one.</param>
    /// <param name="needed">How many bytes the frame takes; where they are not all there, at least how many it will.</param>
    /// <returns>Whether the bytes hold a whole frame.</returns>
    /// <exception cref="FrameFormatException">The bytes are no frame.</exception>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Frame? frame, out int needed)
    {
        frame = null;
        needed = LengthBytes;
        if (bytes.Length < LengthBytes)
        {
            return false;
        }

        // The length is checked before anybody makes room for it.
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

        frame = DecodeFields(new FieldReader(bytes[LengthBytes..needed]));
        return true;
    }

    private static Frame DecodeFields(FieldReader fields)
    {
        FrameKind kind = (FrameKind)fields.Byte();
        Frame frame = kind switch
        {
            FrameKind.Hello => new Hello(fields.Int(), fields.Int(), fields.Int()),
            FrameKind.Run => new Run(fields.Long(), fields.Text(), fields.Long(), new CandidateRange(fields.Long(), fields.Long()), fields.Int()),
            FrameKind.Consume => new Consume(fields.Long(), fields.Text(), fields.Int()),
            FrameKind.ShareAnswers => new ShareAnswers(fields.Text()),
            FrameKind.Cancel => new Cancel(fields.Long()),
            FrameKind.Done => new Done(fields.Long(), fields.Longs()),
            FrameKind.Stored => new Stored(fields.Long(), fields.Int()),
            FrameKind.Fault => new Fault(fields.Long(), fields.Text(), fields.Text(), fields.Text()),
            FrameKind.Cancelled => new Cancelled(fields.Long()),
            FrameKind.Goodbye => new Goodbye(fields.Long(), fields.Long()),
            _ => throw new FrameFormatException($"There is no frame of kind {(byte)kind}."),
        };
        fields.ThrowIfMore();
        return frame;
    }
}
