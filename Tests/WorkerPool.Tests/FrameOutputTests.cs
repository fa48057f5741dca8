using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Frames into a stream: the bytes that <see cref="FrameCodec"/> makes, in few calls, without copies of what is large.</summary>
public sealed class FrameOutputTests
{
    private static readonly Frame[] SomeFrames =
    [
        new Cancelled(1),
        new Reply(2, new byte[40_000]),
        new Pong(),
        new Call(3, new byte[1 << 20]),
        new Reply(4, new byte[16 * 1024]),
        new Reply(5, new byte[(16 * 1024) - 1]),
        new Cancel(6),
        .. Enumerable.Range(0, 5_000).Select(job => new Reply(job, new byte[job % 40])),
    ];

    [Fact]
    public void Write_FramesOfAllSizes_AreTheirBytesInOrder()
    {
        CountingStream stream = new();
        FrameOutput output = new(stream);
        output.Write(SomeFrames);
        output.Write(SomeFrames);
        byte[] expected = FrameCodec.Encode(SomeFrames);
        Assert.Equal([.. expected, .. expected], stream.ToArray());
    }

    [Fact]
    public void Write_SmallFrames_AreOneCall()
    {
        CountingStream stream = new();
        new FrameOutput(stream).Write([.. Enumerable.Range(0, 500).Select(job => new Reply(job, new byte[16]))]);
        Assert.Equal(1, stream.Writes);
    }

    [Fact]
    public void Write_MoreSmallFramesThanABatch_AreSeveralCalls()
    {
        CountingStream stream = new();
        new FrameOutput(stream).Write([.. Enumerable.Range(0, 10).Select(job => new Reply(job, new byte[15 * 1024]))]);
        Assert.Equal(2, stream.Writes);
    }

    [Theory]
    [InlineData((16 * 1024) - 1, 1)]
    [InlineData(16 * 1024, 2)]
    public void Write_APayload_IsACallOfItsOwnWhereItIsLarge(int length, int calls)
    {
        CountingStream stream = new();
        new FrameOutput(stream).Write(new Reply(1, new byte[length]));
        Assert.Equal(calls, stream.Writes);
    }

    /// <summary>A worker tells the place of its answers by these numbers.</summary>
    [Fact]
    public void Write_FramesOfAllSizes_ReturnsTheNumberOfTheirBytesAndFlushes()
    {
        CountingStream stream = new();
        FrameOutput output = new(stream);
        for (int index = 0; index < 7; index++)
        {
            Assert.Equal(FrameCodec.Encode(SomeFrames[index]).Length, output.Write(SomeFrames[index]));
            Assert.Equal(index + 1, stream.Flushes);
        }

        Assert.Equal(FrameCodec.Encode(SomeFrames).Length, output.Write(SomeFrames));
    }

    [Fact]
    public void Write_ALargePayload_IsNotCopied()
    {
        Frame frame = new Reply(1, new byte[20 << 20]);
        new FrameOutput(Stream.Null).Write(frame);

        // A new one: a buffer into which the first payload was copied would have room for the second.
        FrameOutput output = new(Stream.Null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        output.Write(frame);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    [Fact]
    public void Write_APayloadThatIsTooLong_Throws() =>
        Assert.Throws<FrameFormatException>(() =>
            new FrameOutput(Stream.Null).Write(new Reply(1, new byte[FrameCodec.MaxPayloadBytes + 1]))
        );

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public int Flushes { get; private set; }

        public override void Flush() => Flushes++;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Writes += buffer.IsEmpty ? 0 : 1;
            base.Write(buffer);
        }
    }
}
