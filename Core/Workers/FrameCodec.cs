using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
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

    private const int LengthBytes = sizeof(int);

    private enum Kind : byte
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

    /// <returns>The frame's bytes, length included.</returns>
    public static byte[] Encode(Frame frame)
    {
        FieldWriter fields = new();
        switch (frame)
        {
            case Hello hello:
                fields.Kind(Kind.Hello).Int(hello.Magic).Int(hello.Version).Int(hello.ProcessId);
                break;
            case Run run:
                fields.Kind(Kind.Run).Long(run.JobId).Text(run.KernelId).Long(run.Number).Long(run.Candidates.First).Long(run.Candidates.Last).Int(run.AnswerSlot);
                break;
            case Consume consume:
                fields.Kind(Kind.Consume).Long(consume.JobId).Text(consume.QueuePath).Int(consume.Consumer);
                break;
            case ShareAnswers share:
                fields.Kind(Kind.ShareAnswers).Text(share.AnswersPath);
                break;
            case Cancel cancel:
                fields.Kind(Kind.Cancel).Long(cancel.JobId);
                break;
            case Done done:
                fields.Kind(Kind.Done).Long(done.JobId).Longs(done.Values);
                break;
            case Stored stored:
                fields.Kind(Kind.Stored).Long(stored.JobId).Int(stored.AnswerSlot);
                break;
            case Fault fault:
                fields.Kind(Kind.Fault).Long(fault.JobId).Text(fault.Type).Text(fault.Message).Text(fault.Stack);
                break;
            case Cancelled cancelled:
                fields.Kind(Kind.Cancelled).Long(cancelled.JobId);
                break;
            case Goodbye goodbye:
                fields.Kind(Kind.Goodbye).Long(goodbye.CpuTicks).Long(goodbye.PeakBytes);
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
        Kind kind = (Kind)fields.Byte();
        Frame frame = kind switch
        {
            Kind.Hello => new Hello(fields.Int(), fields.Int(), fields.Int()),
            Kind.Run => new Run(fields.Long(), fields.Text(), fields.Long(), new CandidateRange(fields.Long(), fields.Long()), fields.Int()),
            Kind.Consume => new Consume(fields.Long(), fields.Text(), fields.Int()),
            Kind.ShareAnswers => new ShareAnswers(fields.Text()),
            Kind.Cancel => new Cancel(fields.Long()),
            Kind.Done => new Done(fields.Long(), fields.Longs()),
            Kind.Stored => new Stored(fields.Long(), fields.Int()),
            Kind.Fault => new Fault(fields.Long(), fields.Text(), fields.Text(), fields.Text()),
            Kind.Cancelled => new Cancelled(fields.Long()),
            Kind.Goodbye => new Goodbye(fields.Long(), fields.Long()),
            _ => throw new FrameFormatException($"There is no frame of kind {(byte)kind}."),
        };
        fields.ThrowIfMore();
        return frame;
    }

    private sealed class FieldWriter
    {
        private byte[] _bytes = new byte[64];
        private int _length = LengthBytes;

        public FieldWriter Kind(Kind kind)
        {
            Room(sizeof(byte))[0] = (byte)kind;
            return this;
        }

        public FieldWriter Int(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Room(sizeof(int)), value);
            return this;
        }

        public FieldWriter Long(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);
            return this;
        }

        public FieldWriter Text(string value)
        {
            int count = Encoding.UTF8.GetByteCount(value);
            Int(count);
            Encoding.UTF8.GetBytes(value, Room(count));
            return this;
        }

        public FieldWriter Longs(ImmutableArray<long> values)
        {
            Int(values.Length);
            foreach (long value in values)
            {
                Long(value);
            }

            return this;
        }

        public byte[] ToFrame()
        {
            if (_length - LengthBytes > MaxLength)
            {
                throw new FrameFormatException($"A frame of {_length - LengthBytes} bytes is longer than {MaxLength}.");
            }

            BinaryPrimitives.WriteInt32LittleEndian(_bytes, _length - LengthBytes);
            return _bytes.AsSpan(0, _length).ToArray();
        }

        private Span<byte> Room(int count)
        {
            if (_length + count > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(_length + count, 2 * _bytes.Length));
            }

            _length += count;
            return _bytes.AsSpan(_length - count, count);
        }
    }

    private ref struct FieldReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public byte Byte() => Take(sizeof(byte))[0];

        public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

        public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

        public string Text() => Encoding.UTF8.GetString(Take(Int()));

        public ImmutableArray<long> Longs()
        {
            int count = Int();
            if (count < 0 || count > _rest.Length / sizeof(long))
            {
                throw new FrameFormatException($"A list of {count} numbers does not fit into its frame.");
            }

            ImmutableArray<long>.Builder values = ImmutableArray.CreateBuilder<long>(count);
            for (int index = 0; index < count; index++)
            {
                values.Add(Long());
            }

            return values.MoveToImmutable();
        }

        public readonly void ThrowIfMore()
        {
            if (!_rest.IsEmpty)
            {
                throw new FrameFormatException($"{_rest.Length} bytes are left over at the end of a frame.");
            }
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > _rest.Length)
            {
                throw new FrameFormatException($"A field of {count} bytes does not fit into its frame.");
            }

            ReadOnlySpan<byte> taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }
    }
}
