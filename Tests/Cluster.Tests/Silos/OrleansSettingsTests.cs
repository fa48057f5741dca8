using System.Net;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

public sealed class OrleansSettingsTests
{
    [Theory]
    [InlineData("127.0.0.1:11111", "127.0.0.1:11111?probe=5")]
    [InlineData("10.1.2.3:80?probe=0.5", "10.1.2.3:80?probe=0.5")]
    [InlineData("redis://127.0.0.1", "redis://127.0.0.1:6379?probe=5")]
    [InlineData("redis://127.0.0.1:7000?probe=2", "redis://127.0.0.1:7000?probe=2")]
    public void Parse_AnAddress_IsWrittenInFull(string text, string full)
    {
        OrleansSettings settings = OrleansSettings.Parse(text, "a");
        Assert.Equal(full, settings.ToText());
        Assert.Equal(settings, OrleansSettings.Parse(full, "a"));
    }

    [Fact]
    public void Parse_AName_IsItsAddress() =>
        Assert.Equal(IPAddress.Loopback, OrleansSettings.Parse("localhost:1", "a").Membership.Address);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    [InlineData("redis://")]
    [InlineData("127.0.0.1:1?probe=0")]
    [InlineData("127.0.0.1:1?probe=1,5")]
    [InlineData("no-such-machine.invalid:1")]
    public void Parse_NoAddress_SaysWhatItTakes(string text) => Assert.Throws<HostException>(() => OrleansSettings.Parse(text, "a"));

    [Theory]
    [InlineData(1, "1")]
    [InlineData(3, "1 1 1")]
    [InlineData(7, "1 2 2 2")]
    [InlineData(8, "2 2 2 2")]
    public void ShareWorkers_AnyNumber_IsSharedEvenly(int workers, string hosts)
    {
        OrleansOptions options = new(new OrleansSettings(OrleansMembership.Embedded(), "a"));
        Assert.Equal(hosts, string.Join(' ', options.ShareWorkers(workers)));
        Assert.Empty((options with { StartsHosts = false }).ShareWorkers(workers));
    }
}
