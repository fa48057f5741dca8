using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Cluster.Tests.Hosts;

public sealed class HostHelloTests
{
    [Fact]
    public void Decode_OfAnEncodedOne_IsTheSame()
    {
        HostHello hello = HostHello.Create(3);
        Assert.Equal(hello, HostHello.Decode(hello.Encode()));
        Assert.Null(hello.FindRefusal());
    }

    [Fact]
    public void FindRefusal_OfAnotherVersion_NamesBoth()
    {
        HostHello hello = HostHello.Create(3) with { Version = 7 };
        Assert.Contains("speaks version 7 and its giver version 1", hello.FindRefusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OtherBytes_Throws() => Assert.Throws<FrameFormatException>(() => HostHello.Decode(new byte[64]));
}
