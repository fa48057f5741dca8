using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Several payloads as one.</summary>
public sealed class PayloadListTests
{
    private const int CountBytes = sizeof(int);
    private const int LengthBytes = sizeof(int);

    private static readonly ReadOnlyMemory<byte>[] Payloads = [new byte[] { 1, 2, 3 }, default, new byte[] { 4 }];

    [Fact]
    public void Decode_WhatEncodeMade_AreThePayloads()
    {
        byte[] list = PayloadList.Encode(Payloads);
        Assert.Equal(PayloadList.CountBytesOf(Payloads), list.Length);
        Assert.Equal(Payloads.Select(payload => payload.ToArray()), PayloadList.Decode(list).Select(payload => payload.ToArray()));
        Assert.Empty(PayloadList.Decode(PayloadList.Encode([])));
        Assert.Equal(3, PayloadList.Decode(PayloadList.Encode(new ReadOnlyMemory<byte>[3])).Length);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(CountBytes + LengthBytes + 3, 1)]
    [InlineData(CountBytes + 2 * LengthBytes + 2, 1)]
    [InlineData(CountBytes + 2 * LengthBytes + 3, 2)]
    [InlineData(CountBytes + 3 * LengthBytes + 3, 2)]
    [InlineData(CountBytes + 3 * LengthBytes + 4, 3)]
    [InlineData(int.MaxValue, 3)]
    public void CountThatFit_SoManyBytes_IsTheMostThatNeedNoMoreAndOneAtLeast(int bytes, int count) =>
        Assert.Equal(count, PayloadList.CountThatFit(Payloads, bytes));

    [Theory]
    [InlineData(-1, "A list of -1 payloads does not fit into 24 bytes.")]
    [InlineData(6, "A list of 6 payloads does not fit into 24 bytes.")]
    [InlineData(int.MaxValue, "A list of 2147483647 payloads does not fit into 24 bytes.")]
    [InlineData(2, "bytes are left over at the end of a frame.")]
    [InlineData(0, "20 bytes are left over at the end of a frame.")]
    public void Decode_AnotherCountThanItHas_SaysSo(int count, string message)
    {
        byte[] list = [.. PayloadList.Encode(Payloads), .. new byte[4]];
        Assert.Equal(24, list.Length);
        BitConverter.TryWriteBytes(list, count);
        FrameFormatException exception = Assert.Throws<FrameFormatException>(() => PayloadList.Decode(list));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
