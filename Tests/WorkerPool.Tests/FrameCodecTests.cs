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
    public void TryDecode_AByteTooManyWithinAFrame_Throws()
    {
        byte[] bytes = [.. FrameCodec.Encode(new Ping()), 0];
        bytes[0]++;
        Assert.Throws<FrameFormatException>(() => FrameCodec.TryDecode(bytes, out _, out _));
    }

    [Fact]
    public void Encode_TheLongestPayload_IsAFrameOfTheLongestLength()
    {
        byte[] bytes = FrameCodec.Encode(new Reply(1, new byte[FrameCodec.MaxPayloadBytes]));
        Assert.Equal(FrameCodec.MaxLength, BitConverter.ToInt32(bytes));
        Assert.True(FrameCodec.TryDecode(bytes, out _, out _));
    }

    [Fact]
    public void Encode_APayloadThatIsTooLong_Throws() =>
        Assert.Throws<FrameFormatException>(() => FrameCodec.Encode(new Reply(1, new byte[FrameCodec.MaxPayloadBytes + 1])));

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
