using System.Buffers;

namespace ConcurrencyBench.EchoWorker;

/// <summary>Ends a job oddly.</summary>
internal static class OddEnds
{
    private const int Many = 1000;
    private const int LongLength = 16 << 20;

    public static ReadOnlyMemory<byte> Do(OddEnd end) =>
        end switch
        {
            OddEnd.MessageThrows => throw new OddException(() => throw new TimeoutException(), () => "a stack"),
            OddEnd.MessageIsNull => throw new OddException(() => null, () => "a stack"),
            OddEnd.StackThrows => throw new OddException(() => "odd", () => throw new TimeoutException()),
            OddEnd.StackIsNull => throw new OddException(() => "odd", () => null),
            OddEnd.InnerThrows => throw new InvalidOperationException(
                "outer",
                new OddException(() => throw new TimeoutException(), () => throw new TimeoutException())
            ),
            OddEnd.LongMessage => throw new InvalidOperationException(new string('x', LongLength)),
            OddEnd.BrokenText => throw new InvalidOperationException("odd \uD800"),
            OddEnd.Aggregate => throw new AggregateException(
                new InvalidOperationException("first", new TimeoutException("within")),
                new NotSupportedException("second")
            ),
            OddEnd.Chain => throw Enumerable.Range(0, Many).Aggregate(new TimeoutException("odd"), (inner, _) => new("odd", inner)),
            OddEnd.Crowd => throw new AggregateException(Enumerable.Range(0, Many).Select(_ => new TimeoutException("odd"))),
            _ => new OddMemory().Memory,
        };

    private sealed class OddException(Func<string?> message, Func<string?> stack) : Exception
    {
        public override string Message => message()!;

        public override string? StackTrace => stack();
    }

    private sealed class OddMemory : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(1);

        public override Span<byte> GetSpan() => throw new ObjectDisposedException("odd");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
