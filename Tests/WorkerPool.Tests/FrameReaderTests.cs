using System.Text;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Frames out of a stream: whole, in order, and with no more memory than has come.</summary>
public sealed class FrameReaderTests
{
    private const int SmallRoom = 4096;

    private static readonly Hello Greeting = new(FrameCodec.Magic, FrameCodec.Version, 1234);

    private static readonly Frame[] SomeFrames =
    [
        new Cancelled(1),
        new Reply(2, new byte[40_000]),
        new Pong(),
        new Reply(3, new byte[3 << 20]),
        new Cancel(4),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public void Read_AnyPieces_GivesTheFramesInOrder(int piece)
    {
        FrameReader reader = new(new PiecewiseStream(FrameCodec.Encode(SomeFrames), piece));
        Assert.All(SomeFrames, frame => Assert.Equal(FrameCodec.Encode(frame), FrameCodec.Encode(reader.Read()!)));
        Assert.Null(reader.Read());
        Assert.Equal(FrameCodec.Encode(SomeFrames).Length, reader.Received);
    }

    [Fact]
    public void HasFrame_AfterTheFirst_IsTrueWhereAWholeOneHasArrived()
    {
        byte[] first = FrameCodec.Encode(new Cancel(1));
        byte[] second = FrameCodec.Encode(new Cancel(2), new Pong());
        for (int arrived = 0; arrived <= second.Length; arrived++)
        {
            FrameReader reader = new(new PiecewiseStream([.. first, .. second], first.Length + arrived));
            Assert.False(reader.HasFrame());
            Assert.Equal(new Cancel(1), reader.Read());
            Assert.Equal(arrived >= FrameCodec.Encode(new Cancel(2)).Length, reader.HasFrame());
        }
    }

    /// <summary>What a worker had not written any more follows what it had.</summary>
    [Fact]
    public void Append_TheRestOfAFrame_IsReadBehindWhatHasArrived()
    {
        byte[] bytes = FrameCodec.Encode(new Cancel(1), new Cancel(2), new Pong());
        for (int arrived = 0; arrived <= bytes.Length; arrived++)
        {
            FrameReader reader = new(new PiecewiseStream(bytes[..arrived], int.MaxValue));
            List<Frame> frames = ReadAll(reader);
            reader.Append(bytes.AsSpan((int)reader.Received));
            frames.AddRange(ReadAll(reader));
            Assert.Equal([new Cancel(1), new Cancel(2), new Pong()], frames);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("ok\n")]
    [InlineData("ö")]
    [InlineData("Loading the settings of the worker.\nReady.\n")]
    public void ReadGreeting_TextBeforeTheFrameOrInsteadOfIt_SaysSo(string text)
    {
        byte[] printed = Encoding.UTF8.GetBytes(text);
        foreach (byte[] bytes in new[] { printed, [.. printed, .. FrameCodec.Encode(Greeting)] })
        {
            FrameFormatException exception = Assert.Throws<FrameFormatException>(
                new FrameReader(new PiecewiseStream(bytes, int.MaxValue)).ReadGreeting
            );
            string line = text.Split('\n')[0].Trim();
            Assert.EndsWith(line.Length == 0 ? "an empty line" : $"'{line}'", exception.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>With its quotation marks, a line of 200 characters is shown as it is.</summary>
    [Theory]
    [InlineData(198, "'")]
    [InlineData(199, "…'")]
    [InlineData(2_000, "…'")]
    public void ReadGreeting_ALongLineOfText_IsCut(int length, string end)
    {
        MemoryStream stream = new(Encoding.UTF8.GetBytes(new string('t', length)));
        FrameFormatException exception = Assert.Throws<FrameFormatException>(new FrameReader(stream).ReadGreeting);
        Assert.EndsWith($": '{new string('t', Math.Min(length, 199))}{end}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadGreeting_AGreetingInAnyPieces_IsReadAndAllThatFollows()
    {
        byte[] bytes = FrameCodec.Encode(Greeting, new Pong());
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            FrameReader reader = new(new PiecewiseStream(bytes, piece));
            Assert.Equal(Greeting, reader.ReadGreeting());
            Assert.Equal(new Pong(), reader.Read());
        }
    }

    [Fact]
    public void ReadGreeting_TheStreamEndsWithinIt_IsAnEndAndNoText()
    {
        byte[] bytes = FrameCodec.Encode(Greeting);
        Assert.Null(new FrameReader(new MemoryStream()).ReadGreeting());
        for (int count = 1; count < bytes.Length; count++)
        {
            Assert.Throws<EndOfStreamException>(() => new FrameReader(new MemoryStream(bytes[..count])).ReadGreeting());
        }
    }

    /// <summary>The first byte of a frame can be a letter.</summary>
    [Fact]
    public void ReadGreeting_AFrameOfTheLengthOfALetter_IsNoText()
    {
        for (int length = 0; length < 255 - sizeof(byte) - (2 * sizeof(int)); length++)
        {
            Frame frame = new Reply(1, new byte[Math.Max(0, length - sizeof(long))]);
            Assert.IsType<Reply>(new FrameReader(new MemoryStream(FrameCodec.Encode(frame))).ReadGreeting());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void ReadGreeting_AWrongLengthThatIsNoText_NamesTheLength(int length)
    {
        FrameReader reader = new(new MemoryStream(BitConverter.GetBytes(length)));
        FrameFormatException exception = Assert.Throws<FrameFormatException>(reader.ReadGreeting);
        Assert.Contains($"not {length}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TheStreamEndsWithinAFrame_Throws()
    {
        byte[] bytes = FrameCodec.Encode(new Cancelled(1));
        for (int count = 1; count < bytes.Length; count++)
        {
            Assert.Throws<EndOfStreamException>(() => new FrameReader(new MemoryStream(bytes[..count])).Read());
        }
    }

    [Fact]
    public void Read_TheStreamEndsWithinTheSecondFrame_GivesTheFirst()
    {
        FrameReader reader = new(new MemoryStream(FrameCodec.Encode(new Cancel(1), new Cancelled(1))[..^1]));
        Assert.Equal(new Cancel(1), reader.Read());
        Assert.Throws<EndOfStreamException>(reader.Read);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    [InlineData(1 << 20)]
    public void Read_ALengthThatPromisesMuch_TakesMemoryForWhatHasCome(int arrived)
    {
        byte[] bytes = new byte[arrived];
        BitConverter.TryWriteBytes(bytes, FrameCodec.MaxLength);
        Starve(new PiecewiseStream([.. bytes.Take(10)], 10));

        PiecewiseStream stream = new(bytes, 4096);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Starve(stream);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 4L * arrived + 64 * 1024);
        Assert.InRange(stream.MostAhead, 0, arrived + SmallRoom);
    }

    /// <summary>A payload is read where it stays: it gets its memory as soon as a sixteenth of it is there.</summary>
    [Theory]
    [InlineData(1 << 20)]
    [InlineData(20 << 20)]
    public void Read_ALargePayload_AllocatesLittleMoreThanItsLength(int length)
    {
        byte[] bytes = FrameCodec.Encode(new Reply(1, new byte[length]));
        FrameReader reader = new(new PiecewiseStream(bytes, 64 * 1024));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsType<Reply>(reader.Read());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, length, length + length / 4);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(5_000)]
    [InlineData(1 << 20)]
    [InlineData(4 << 20)]
    public void Read_AHeadThatPromisesALargePayload_TakesMemoryForWhatHasCome(int arrived)
    {
        byte[] bytes = FrameCodec.Encode(new Reply(1, new byte[FrameCodec.MaxPayloadBytes]))[..arrived];
        Starve(new PiecewiseStream(bytes[..17], 10));

        long before = GC.GetAllocatedBytesForCurrentThread();
        Starve(new PiecewiseStream(bytes, 4096));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 18L * arrived + 64 * 1024);
    }

    /// <summary>Whoever breaks off in the middle of a payload breaks off in the middle of a frame.</summary>
    [Fact]
    public void Read_TheStreamEndsWithinALargePayload_Throws() =>
        Starve(new PiecewiseStream(FrameCodec.Encode(new Reply(1, new byte[1 << 20]))[..^1], 64 * 1024));

    /// <summary>A count that does not fit its frame's length is no payload, whatever else the head says.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Read_ALargePayloadWhoseCountDoesNotFit_Throws(int difference)
    {
        byte[] bytes = FrameCodec.Encode(new Reply(1, new byte[100_000]));
        BitConverter.TryWriteBytes(bytes.AsSpan(PayloadHead.Length - sizeof(int)), 100_000 + difference);
        Assert.Throws<FrameFormatException>(new FrameReader(new PiecewiseStream(bytes, 30_000)).Read);
    }

    [Fact]
    public void Read_ALargePayload_IsReadByTheCallThatReadsTheFrameAndNoByteMore()
    {
        Frame[] frames =
        [
            new Call(1, Pattern(40_000), IsMany: true),
            new Reply(2, Pattern(1 << 20)),
            new Call(3, Pattern(16 * 1024)),
            new Ping(),
        ];
        FrameReader reader = new(new PiecewiseStream(FrameCodec.Encode(frames), 70_000));
        Assert.All(frames, frame => Assert.Equal(FrameCodec.Encode(frame), FrameCodec.Encode(reader.Read()!)));
    }

    [Fact]
    public void Read_AfterALargeFrame_GivesItsMemoryBack()
    {
        PiecewiseStream stream = new(FrameCodec.Encode(new Reply(1, new byte[8 << 20]), new Cancel(2)), 64 * 1024);
        FrameReader reader = new(stream);
        Assert.IsType<Reply>(reader.Read());
        Assert.InRange(stream.Room, 8 << 20, 17 << 20);

        Assert.IsType<Cancel>(reader.Read());
        Assert.Null(reader.Read());
        Assert.Equal(SmallRoom, stream.Room);
    }

    private static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 7 % 251))];

    // Also those before a frame within which the stream ends.
    private static List<Frame> ReadAll(FrameReader reader)
    {
        List<Frame> frames = [];
        try
        {
            while (reader.Read() is { } frame)
            {
                frames.Add(frame);
            }
        }
        catch (EndOfStreamException)
        {
            return frames;
        }

        return frames;
    }

    private static void Starve(Stream stream)
    {
        EndOfStreamException exception = Assert.Throws<EndOfStreamException>(new FrameReader(stream).Read);
        Assert.Equal("The stream ended in the middle of a frame.", exception.Message);
    }
}
