using ConcurrencyBench.Workers.Protocol;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The laws of frames as bytes.</summary>
public sealed class FrameCodecTests
{
    private static Gen<long> Longs { get; } =
        Gen.OneOf(Gen.Elements(0, -1, long.MinValue, long.MaxValue), ArbMap.Default.GeneratorFor<long>());

    private static Gen<string> Texts { get; } =
        ArbMap.Default.GeneratorFor<string>().Select(text => new string([.. (text ?? "").Where(letter => !char.IsSurrogate(letter))]));

    private static Gen<byte[]> Payloads { get; } = ArbMap.Default.GeneratorFor<byte>().ArrayOf();

    private static Gen<Frame> Frames { get; } =
        Gen.OneOf(
            Gen.Choose(0, int.MaxValue).Select(Frame (number) => new Hello(FrameCodec.Magic, FrameCodec.Version, number)),
            Longs.SelectMany(_ => Payloads, Frame (job, payload) => new Call(job, payload, IsMany: payload.Length % 2 == 1)),
            Longs.Select(Frame (job) => new Cancel(job)),
            Longs.SelectMany(_ => Payloads, Frame (job, payload) => new Reply(job, payload)),
            Longs.SelectMany(_ => Payloads, Frame (job, content) => new Progress(job, content)),
            Longs.SelectMany(_ => Texts, Frame (job, text) => new Fault(job, Nested(text, (int)(job & 7)))),
            Texts.Select(Frame (text) => new NotReady(Nested(text, 3))),
            Longs.Select(Frame (job) => new Cancelled(job)),
            Gen.Constant<Frame>(new Ping()),
            Gen.Constant<Frame>(new Pong()),
            Longs.Select(Frame (number) => new Goodbye(number, -number)),
            Gen.Choose(0, int.MaxValue).Select(Frame (count) => new Recall(count)),
            Longs.ListOf().Select(Frame (jobs) => new Recalled([.. jobs]))
        );

    private static ThrownException Nested(string text, int depth) =>
        new(text, text + "ö€😀", "")
        {
            Inner = [.. Enumerable.Range(0, Math.Min(depth, 2)).Select(index => Nested($"{text}{index}", depth / 2))],
            OmittedCount = depth,
        };

    [Property(MaxTest = 2_000)]
    public Property TryDecode_WhatEncodeWrote_IsTheSame() =>
        Prop.ForAll(
            Frames.ToArbitrary(),
            frame =>
            {
                byte[] bytes = FrameCodec.Encode(frame);
                bool isWhole = FrameCodec.TryDecode([.. bytes, 99], out Frame? decoded, out int needed);
                return isWhole && needed == bytes.Length && AreSame(frame, decoded!);
            }
        );

    [Property(MaxTest = 500)]
    public Property Encode_SeveralFrames_IsThatOfEachInOrder() =>
        Prop.ForAll(
            Frames.ListOf().ToArbitrary(),
            frames => FrameCodec.Encode([.. frames]).SequenceEqual(frames.SelectMany(frame => FrameCodec.Encode(frame)))
        );

    [Property(MaxTest = 200)]
    public Property TryDecode_AnyBeginning_WantsMoreAndNotMoreThanTheFrame() =>
        Prop.ForAll(
            Frames.ToArbitrary(),
            frame =>
            {
                byte[] bytes = FrameCodec.Encode(frame);
                return Enumerable
                    .Range(0, bytes.Length)
                    .All(count =>
                        !FrameCodec.TryDecode(bytes.AsSpan(0, count), out Frame? decoded, out int needed)
                        && decoded is null
                        && needed > count
                        && needed <= bytes.Length
                    );
            }
        );

    [Property(MaxTest = 2_000)]
    public Property TryDecode_AChangedByte_IsAFrameOrATypedError() =>
        Prop.ForAll(
            Frames.ToArbitrary(),
            ArbMap.Default.ArbFor<int>(),
            ArbMap.Default.ArbFor<byte>(),
            (frame, place, value) =>
            {
                byte[] bytes = FrameCodec.Encode(frame);
                bytes[(int)((uint)place % (uint)bytes.Length)] = value;
                try
                {
                    FrameCodec.TryDecode(bytes, out _, out int needed);
                    return needed <= FrameCodec.MaxLength + sizeof(int);
                }
                catch (FrameFormatException)
                {
                    return true;
                }
            }
        );

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(FrameCodec.MaxLength + 1)]
    [InlineData(int.MaxValue)]
    public void TryDecode_ALengthOutOfBounds_ThrowsBeforeAnythingIsRead(int length) =>
        Assert.Throws<FrameFormatException>(() => FrameCodec.TryDecode(BitConverter.GetBytes(length), out _, out _));

    [Theory]
    [InlineData(1)]
    [InlineData(FrameCodec.MaxLength)]
    public void TryDecode_TheShortestAndTheLongestLength_WantsThatMuch(int length)
    {
        Assert.False(FrameCodec.TryDecode(BitConverter.GetBytes(length), out _, out int needed));
        Assert.Equal(sizeof(int) + length, needed);
    }

    [Fact]
    public void TryDecode_AByteTooManyWithinAFrame_SaysSo()
    {
        byte[] bytes = [.. FrameCodec.Encode(new Ping()), 0];
        bytes[0]++;
        Assert.Equal("1 bytes are left over at the end of a frame.", GetError(bytes));
    }

    [Fact]
    public void TryDecode_AnUnknownKind_NamesIt() => Assert.Equal("There is no frame of kind 200.", GetError([1, 0, 0, 0, 200]));

    /// <summary>Before memory is taken for what it promises.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void TryDecode_ACountThatDoesNotFit_SaysSo(int count)
    {
        byte[] bytes = FrameCodec.Encode(new Recalled([7]));
        BitConverter.TryWriteBytes(bytes.AsSpan(sizeof(int) + sizeof(byte)), count);
        Assert.Equal($"A list of {count} numbers does not fit into its frame.", GetError(bytes));
        bytes = FrameCodec.Encode(new Reply(1, new byte[1]));
        BitConverter.TryWriteBytes(bytes.AsSpan(PayloadHead.Length - sizeof(int)), count);
        Assert.Equal($"A field of {count} bytes does not fit into its frame.", GetError(bytes));
    }

    /// <summary>Megabytes are written once, into memory of their length.</summary>
    [Fact]
    public void Encode_AFrameThatCanBeLarge_AllocatesItsLength()
    {
        const int Length = 1 << 20;
        byte[] payload = new byte[Length];
        Frame[] frames =
        [
            new Call(1, payload),
            new Reply(1, payload),
            new Progress(1, payload),
            new Recalled([.. new long[Length / sizeof(long)]]),
        ];
        foreach (Frame frame in frames)
        {
            FrameCodec.Encode(frame);
            long before = GC.GetAllocatedBytesForCurrentThread();
            FrameCodec.Encode(frame);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Length, Length + 1024);
        }
    }

    [Theory]
    [InlineData(PayloadHead.LargeBytes - 1, false)]
    [InlineData(PayloadHead.LargeBytes, true)]
    public void ReadHead_FramesOfJobs_IsThatOfThoseWithALargePayload(int length, bool isLarge)
    {
        byte[] payload = new byte[length];
        (Frame, FrameKind)[] frames =
        [
            (new Call(7, payload), FrameKind.Call),
            (new Call(7, payload, IsMany: true), FrameKind.CallMany),
            (new Reply(7, payload), FrameKind.Reply),
        ];
        foreach ((Frame frame, FrameKind kind) in frames)
        {
            byte[] bytes = FrameCodec.Encode(frame);
            Assert.Equal(isLarge ? new PayloadHead(kind, 7, length) : null, FrameCodec.ReadHead(bytes.AsSpan(0, PayloadHead.Length)));
            Assert.Null(FrameCodec.ReadHead(bytes.AsSpan(0, PayloadHead.Length - 1)));
        }

        Assert.Null(FrameCodec.ReadHead(FrameCodec.Encode(new Progress(7, payload))));
    }

    [Fact]
    public void Encode_TheLongestPayload_IsAFrameOfTheLongestLength()
    {
        byte[] bytes = FrameCodec.Encode(new Reply(1, new byte[FrameCodec.MaxPayloadBytes]));
        Assert.Equal(FrameCodec.MaxLength, BitConverter.ToInt32(bytes));
        Assert.True(FrameCodec.TryDecode(bytes, out _, out _));
    }

    [Fact]
    public void Encode_APayloadThatIsTooLong_NamesBothLengths()
    {
        FrameFormatException exception = Assert.Throws<FrameFormatException>(() =>
            FrameCodec.Encode(new Reply(1, new byte[FrameCodec.MaxPayloadBytes + 1]))
        );
        Assert.Equal($"A frame of {FrameCodec.MaxLength + 1} bytes is longer than {FrameCodec.MaxLength}.", exception.Message);
    }

    private static string GetError(byte[] bytes) =>
        Assert.Throws<FrameFormatException>(() => FrameCodec.TryDecode(bytes, out _, out _)).Message;

    // Payloads are compared by content, all other fields as in records.
    private static bool AreSame(Frame one, Frame other) =>
        (one, other) switch
        {
            (Call a, Call b) => a.JobId == b.JobId && a.IsMany == b.IsMany && a.Payload.Span.SequenceEqual(b.Payload.Span),
            (Reply a, Reply b) => a.JobId == b.JobId && a.Payload.Span.SequenceEqual(b.Payload.Span),
            (Progress a, Progress b) => a.JobId == b.JobId && a.Content.Span.SequenceEqual(b.Content.Span),
            (Recalled a, Recalled b) => a.JobIds.SequenceEqual(b.JobIds),
            _ => one == other,
        };
}
