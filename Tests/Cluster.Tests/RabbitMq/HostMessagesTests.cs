using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Cluster.Tests.RabbitMq;

/// <summary>What a host holds: a message that is delivered again while it runs is not run again.</summary>
public sealed class HostMessagesTests
{
    private static readonly Guid Run = Guid.NewGuid();

    private readonly HostMessages _messages = new();

    [Fact]
    public void TryAdd_WhatIsHeld_ServesTheLastDelivery()
    {
        HostDelivery first = Deliver(1, Run, 3, 4);
        HostDelivery again = Deliver(2, Run, 3, 4);
        Assert.True(_messages.TryAdd(first));
        Assert.False(_messages.TryAdd(again));
        Assert.Same(again, _messages.Remove(first));
        Assert.False(_messages.Has(first));
    }

    [Fact]
    public void TryAdd_WhatWasRemoved_IsANewMessage()
    {
        HostDelivery first = Deliver(1, Run, 3);
        Assert.True(_messages.TryAdd(first));
        _messages.Remove(first);
        Assert.True(_messages.TryAdd(Deliver(2, Run, 3)));
    }

    public static TheoryData<bool, int[]> Others =>
        new()
        {
            { false, [4, 3] },
            { false, [3] },
            { false, [3, 4, 5] },
            { false, [] },
            { true, [3, 4] },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public void TryAdd_OtherItemsOrAnotherRun_IsAnotherMessage(bool isOfAnotherRun, int[] indexes)
    {
        HostDelivery first = Deliver(1, Run, 3, 4);
        HostDelivery other = Deliver(2, isOfAnotherRun ? Guid.NewGuid() : Run, indexes);
        Assert.True(_messages.TryAdd(first));
        Assert.False(_messages.Has(other));
        Assert.True(_messages.TryAdd(other));
        Assert.Same(first, _messages.Remove(first));
        Assert.True(_messages.Has(other));
    }

    // No session: nothing is acknowledged here.
    private static HostDelivery Deliver(ulong tag, Guid run, params int[] indexes) =>
        new(null!, tag, "queue", "giver", "1", new ItemBatch(run, [.. indexes.Select(index => (index, Array.Empty<byte>()))]));
}
