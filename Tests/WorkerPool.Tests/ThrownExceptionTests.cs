using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Exceptions as they travel.</summary>
public sealed class ThrownExceptionTests
{
    [Fact]
    public void From_OneThatWasThrown_HasTypeMessageAndStack()
    {
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(Throw);
        Assert.Equal(
            new ThrownException(typeof(InvalidOperationException).FullName!, "why", thrown.StackTrace!),
            ThrownException.From(thrown)
        );
    }

    private static void Throw() => throw new InvalidOperationException("why");

    [Fact]
    public void From_AnAggregate_HoldsEachInItsOrder()
    {
        ThrownException described = ThrownException.From(
            new AggregateException(new InvalidOperationException("a", new TimeoutException("b")), new NotSupportedException("c"))
        );
        Assert.Equal(["a", "c"], described.Inner.Select(inner => inner.Message));
        Assert.Equal("b", Assert.Single(described.Inner[0].Inner).Message);
        Assert.Equal(0, described.OmittedCount + described.Inner.Sum(inner => inner.OmittedCount));
    }

    [Fact]
    public void From_AVeryLongChain_EndsAtTheBoundAndSaysSo()
    {
        Exception thrown = new TimeoutException("innermost");
        for (int depth = 0; depth < 10_000; depth++)
        {
            thrown = new InvalidOperationException("outer", thrown);
        }

        ThrownException innermost = ThrownException.From(thrown);
        int count = 1;
        for (; !innermost.Inner.IsEmpty; count++)
        {
            Assert.Equal(0, innermost.OmittedCount);
            innermost = innermost.Inner[0];
        }

        Assert.Equal((ThrownException.MaxCount, 1), (count, innermost.OmittedCount));
    }

    [Fact]
    public void From_AVeryWideAggregate_EndsAtTheBoundAndSaysSo()
    {
        AggregateException thrown = new(Enumerable.Range(0, 1000).Select(index => new InvalidOperationException($"{index}")));
        ThrownException described = ThrownException.From(thrown);
        Assert.Equal((ThrownException.MaxCount - 1, 1001 - ThrownException.MaxCount), (described.Inner.Length, described.OmittedCount));
        Assert.Equal("30", described.Inner[^1].Message);
    }

    [Fact]
    public void Exception_WithMoreThanTheBound_IsNoFrame()
    {
        ThrownException wide = new("T", "m", "s")
        {
            Inner = [.. Enumerable.Range(0, ThrownException.MaxCount).Select(_ => new ThrownException("T", "m", "s"))],
        };
        byte[] bytes = FrameCodec.Encode(new Fault(1, wide));
        FrameFormatException exception = Assert.Throws<FrameFormatException>(() => FrameCodec.TryDecode(bytes, out _, out _));
        Assert.Equal("A fault has 1 to 32 exceptions, not 33.", exception.Message);

        Fault most = new(1, wide with { Inner = wide.Inner[1..] });
        Assert.True(FrameCodec.TryDecode(FrameCodec.Encode(most), out Frame? decoded, out _));
        Assert.Equal(most, decoded);
    }

    /// <summary>They are a user's code.</summary>
    [Theory]
    [InlineData(null, "(its message is null)", "(its stack cannot be read: System.InvalidOperationException)")]
    [InlineData("why", "why", "(its stack cannot be read: System.InvalidOperationException)")]
    public void From_MembersThatThrowOrReturnNull_SaysSo(string? message, string expected, string stack) =>
        Assert.Equal(new ThrownException(typeof(OddException).FullName!, expected, stack), ThrownException.From(new OddException(message)));

    [Fact]
    public void From_OneThatWasNeverThrown_HasNoStack() => Assert.Empty(ThrownException.From(new TimeoutException()).Stack);

    [Theory]
    [InlineData(64 * 1024, 64 * 1024)]
    [InlineData(64 * 1024 + 1, 64 * 1024)]
    public void From_AVeryLongMessage_TravelsAsFarAsItIsOfUse(int length, int expected) =>
        Assert.Equal(expected, ThrownException.From(new TimeoutException(new string('m', length))).Message.Length);

    [Fact]
    public void Equals_AnotherText_False()
    {
        ThrownException one = new("T", "m", "s");
        Assert.Equal(one, new ThrownException("T", "m", "s"));
        Assert.NotEqual(one, one with { Message = "n" });
        Assert.NotEqual(one, one with { Inner = [one] });
        Assert.False(one.Equals(null));
    }

    /// <summary>Each is held by one before it; the first by none.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    public void Exception_HeldByNoneBeforeIt_IsNoFrame(int index, int holder)
    {
        byte[] bytes = FrameCodec.Encode(new Fault(1, new ThrownException("", "", "") { Inner = [new ThrownException("", "", "")] }));

        // Length, kind, job and count come first; an exception without texts is a holder, three lengths and a number.
        const int Start = sizeof(int) + sizeof(byte) + sizeof(long) + sizeof(int);
        const int Each = 5 * sizeof(int);
        BitConverter.TryWriteBytes(bytes.AsSpan(Start + index * Each), holder);
        FrameFormatException exception = Assert.Throws<FrameFormatException>(() => FrameCodec.TryDecode(bytes, out _, out _));
        Assert.Equal($"Exception {index} of a fault is not held by exception {holder}.", exception.Message);
    }

    private sealed class OddException(string? message) : Exception
    {
        public override string Message => message!;

        public override string? StackTrace => throw new InvalidOperationException();
    }
}
