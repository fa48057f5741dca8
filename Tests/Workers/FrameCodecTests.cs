using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workers;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConcurrencyBench.Tests.Workers;

public sealed class FrameCodecTests
{
    private static Gen<long> Longs { get; } = Gen.OneOf(Gen.Elements(0, -1, long.MinValue, long.MaxValue), ArbMap.Default.GeneratorFor<long>());

    private static Gen<string> Texts { get; } = ArbMap.Default.GeneratorFor<string>().Select(text => new string([.. (text ?? "").Where(letter => !char.IsSurrogate(letter))]));

    private static Gen<Frame> Frames { get; } = Gen.OneOf(
        Gen.Choose(0, int.MaxValue).Select(Frame (number) => new Hello(FrameCodec.Magic, FrameCodec.Version, number)),
        Longs.SelectMany(_ => Texts, Frame (number, text) => new Run(number, text, number, new CandidateRange(1, number), -1)),
        Longs.SelectMany(_ => Texts, Frame (number, text) => new Consume(number, text, 3)),
        Texts.Select(Frame (text) => new ShareAnswers(text)),
        Longs.Select(Frame (number) => new Cancel(number)),
        Longs.SelectMany(_ => Longs.ListOf(), Frame (number, values) => new Done(number, [.. values])),
        Longs.Select(Frame (number) => new Stored(number, 7)),
        Longs.SelectMany(_ => Texts, Frame (number, text) => new Fault(number, text, text + "ö", "")),
        Longs.Select(Frame (number) => new Cancelled(number)),
        Longs.Select(Frame (number) => new Goodbye(number, -number)));

    [Property(MaxTest = 1_000)]
    public Property TryDecode_WhatEncodeWrote_IsTheSame()
        => Prop.ForAll(Frames.ToArbitrary(), frame =>
        {
            byte[] bytes = FrameCodec.Encode(frame);
            bool isWhole = FrameCodec.TryDecode([.. bytes, 99], out Frame? decoded, out int needed);
            return isWhole && needed == bytes.Length && decoded!.GetType() == frame.GetType() && FrameCodec.Encode(decoded).SequenceEqual(bytes);
        });

    [Property(MaxTest = 200)]
    public Property TryDecode_AnyBeginning_WantsMore()
        => Prop.ForAll(Frames.ToArbitrary(), frame =>
        {
            byte[] bytes = FrameCodec.Encode(frame);
            return Enumerable.Range(0, bytes.Length).All(count => !FrameCodec.TryDecode(bytes.AsSpan(0, count), out _, out int needed) && needed > count);
        });

    [Property(MaxTest = 2_000)]
    public Property TryDecode_AChangedByte_IsAFrameOrATypedError()
        => Prop.ForAll(Frames.ToArbitrary(), ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<byte>(), (frame, place, value) =>
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
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(FrameCodec.MaxLength + 1)]
    public void TryDecode_ALengthOutOfBounds_ThrowsBeforeAnythingIsRead(int length)
        => Assert.Throws<FrameFormatException>(() => FrameCodec.TryDecode(BitConverter.GetBytes(length), out _, out _));

    [Fact]
    public void Read_AnyPieces_GivesTheFramesInOrder()
    {
        Frame[] frames = [new Cancel(1), new Done(2, [.. Enumerable.Range(0, 5_000).Select(number => (long)number)]), new Cancelled(3)];
        byte[] bytes = [.. frames.SelectMany(FrameCodec.Encode)];
        foreach (int piece in new[] { 1, 3, 1_000, bytes.Length })
        {
            FrameReader reader = new(new PiecewiseStream(bytes, piece));
            Assert.All(frames, frame => Assert.Equal(FrameCodec.Encode(frame), FrameCodec.Encode(reader.Read()!)));
            Assert.Null(reader.Read());
        }
    }

    [Fact]
    public void Read_TheStreamEndsWithinAFrame_Throws()
        => Assert.Throws<FrameFormatException>(() => new FrameReader(new MemoryStream(FrameCodec.Encode(new Cancel(1))[..^1])).Read());

    /// <summary>Gives a few bytes at a time, as pipes do.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
