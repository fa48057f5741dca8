using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Cluster.Tests.Items;

public sealed class ItemWireTests
{
    [Fact]
    public void DecodeItem_OfAnEncodedOne_IsTheSame()
    {
        Assert.All(
            KernelCatalog.All,
            kernel =>
            {
                WorkItem item = new(kernel, 1_234_567, new CandidateRange(5, 700));
                Assert.Equal(item, ItemWire.DecodeItem(ItemWire.EncodeItem(item)));
            }
        );
    }

    [Fact]
    public void Run_AnItem_AnswersItsDivisors() =>
        Assert.Equal([3, 4, 6, 12], ItemWire.DecodeAnswer(ItemWire.Run(Bytes(12, 3, 12), CancellationToken.None)));

    [Fact]
    public void Run_AnItemThatFails_AnswersWhatItThrew()
    {
        byte[] answer = ItemWire.Run(Bytes(0, 1, 1), CancellationToken.None);
        RemoteException exception = Assert.Throws<RemoteException>(() => ItemWire.DecodeAnswer(answer));
        Assert.Equal(typeof(ArgumentOutOfRangeException).FullName, exception.RemoteType);
    }

    [Fact]
    public void Run_Cancelled_HasNoAnswer() =>
        Assert.ThrowsAny<OperationCanceledException>(() => ItemWire.Run(Bytes(6, 1, 6), new CancellationToken(canceled: true)));

    private static byte[] Bytes(long number, long first, long last) =>
        ItemWire.EncodeItem(new WorkItem(KernelCatalog.Default, number, new CandidateRange(first, last)));
}
