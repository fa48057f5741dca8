using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Cluster.Tests.RabbitMq;

public sealed class ConnectionLossesTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Fact]
    public void Add_ManyOfNoUseInARow_GivesUp()
    {
        ConnectionLosses losses = new();
        Assert.All(Enumerable.Range(1, ConnectionLosses.Most - 1), _ => Assert.True(losses.Add(Short, hasAnswered: false)));
        Assert.False(losses.Add(Short, hasAnswered: false));
    }

    /// <summary>A broker that is restarted every few seconds is no reason to give up, as long as something is done between.</summary>
    [Fact]
    public void Add_AnswersCameBetween_NeverGivesUp()
    {
        ConnectionLosses losses = new();
        Assert.All(Enumerable.Range(0, 10 * ConnectionLosses.Most), loss => Assert.True(losses.Add(Short, hasAnswered: loss % 2 == 0)));
    }

    [Fact]
    public void Add_OneLastedLong_CountsFromTheBeginning()
    {
        ConnectionLosses losses = new();
        Assert.All(Enumerable.Range(1, ConnectionLosses.Most - 1), _ => Assert.True(losses.Add(Short, hasAnswered: false)));
        Assert.True(losses.Add(ConnectionLosses.StableTime + Short, hasAnswered: false));
        Assert.True(losses.Add(Short, hasAnswered: false));
    }
}
