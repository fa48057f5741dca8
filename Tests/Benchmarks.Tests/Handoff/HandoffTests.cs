using ConcurrencyBench.Benchmarks.Handoff;
using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Tests.Handoff;

/// <summary>The law of every way to hand an item over.</summary>
public sealed class HandoffTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Ids => [.. HandoffCatalog.All.Select(spec => spec.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EchoAsync_AnySize_BringsBackWhatWasGivenInOrder(string id)
    {
        using IHandoff handoff = Create(id);
        for (int round = 0; round < 3; round++)
        {
            foreach (int bytes in (int[])[0, 1, 8, 1024, 4096, 4097, 64 * 1024, 1024 * 1024, 1024 * 1024 + 1])
            {
                byte[] payload = Payload(bytes, seed: round * 100 + bytes);
                ReadOnlyMemory<byte> answer = await handoff.EchoAsync(payload).AsTask().WaitAsync(Limit);
                Assert.True(answer.Span.SequenceEqual(payload), $"{bytes} bytes, round {round}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task SwallowAsync_AStream_CountsItemsAndBytes(string id)
    {
        using IHandoff handoff = Create(id);
        foreach ((int bytes, int count) in ((int, int)[])[(0, 1), (8, 5000), (1024, 1), (64 * 1024, 50), (1024 * 1024, 20)])
        {
            Receipt receipt = await Task.Run(() => handoff.SwallowAsync(Payload(bytes, 1), count).AsTask()).WaitAsync(Limit);
            Assert.Equal(new Receipt(count, (long)count * bytes), receipt);

            // What was counted is not counted again, and an echo is no part of it.
            ReadOnlyMemory<byte> answer = await handoff.EchoAsync(Payload(bytes, 2)).AsTask().WaitAsync(Limit);
            Assert.True(answer.Span.SequenceEqual(Payload(bytes, 2)));
        }
    }

    [Theory]
    [InlineData(HandoffDirection.RoundTrip)]
    [InlineData(HandoffDirection.OneWay)]
    public async Task RunAsync_APreparedCase_HandsOver(HandoffDirection direction)
    {
        using HandoffOperation prepared = HandoffOperation.Prepare(
            HandoffCatalog.All.Single(spec => spec.Id == "channel-bounded"),
            direction,
            8
        );
        await prepared.RunAsync().AsTask().WaitAsync(Limit);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, 1)]
    public void Prepare_APartnerThatIsWrong_IsNeverTimed(byte wrongByte, int lostItems, int lostBytes)
    {
        Liar liar = new(wrongByte, lostItems, lostBytes);
        Assert.Throws<WrongAnswerException>(() =>
            HandoffOperation.Prepare(new HandoffSpec("liar", "", IsBetweenProcesses: false, () => liar), HandoffDirection.RoundTrip, 8)
        );
        Assert.True(liar.IsDisposed);
    }

    [Fact]
    public async Task RunAsync_APartnerThatLosesItemsLater_FailsAndIsEnded()
    {
        Liar liar = new(0, 0, 0);
        using HandoffOperation prepared = HandoffOperation.Prepare(
            new HandoffSpec("liar", "", IsBetweenProcesses: false, () => liar),
            HandoffDirection.OneWay,
            8
        );
        liar.LostItems = 1;
        await Assert.ThrowsAsync<WrongAnswerException>(() => prepared.RunAsync().AsTask());
        Assert.True(liar.IsDisposed);
    }

    private static IHandoff Create(string id) => HandoffCatalog.All.Single(spec => spec.Id == id).Create();

    private static byte[] Payload(int bytes, int seed)
    {
        byte[] payload = new byte[bytes];
        new Random(seed).NextBytes(payload);
        return payload;
    }

    private sealed class Liar(byte wrongByte, int lostItems, int lostBytes) : IHandoff
    {
        public int LostItems { get; set; } = lostItems;

        public bool IsDisposed { get; private set; }

        public ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload)
        {
            byte[] answer = payload.ToArray();
            answer[^1] ^= wrongByte;
            return new(answer);
        }

        public ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count) =>
            new(new Receipt(count - LostItems, (long)count * payload.Length - lostBytes));

        public void Dispose() => IsDisposed = true;
    }
}
