namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>Lost connections in a row that were of no use: a broker that takes a giver and throws it out would do so for ever.</summary>
internal sealed class ConnectionLosses
{
    /// <summary>The losses in a row after which a giver gives up.</summary>
    public const int Most = 20;

    /// <summary>The time after which a connection was of use, whatever came over it.</summary>
    public static readonly TimeSpan StableTime = TimeSpan.FromSeconds(5);

    private int _useless;

    /// <summary>A connection was lost.</summary>
    /// <param name="lasted">The time from its beginning.</param>
    /// <param name="hasAnswered">True where an answer came over it.</param>
    /// <returns>False when it is time to give up.</returns>
    public bool Add(TimeSpan lasted, bool hasAnswered)
    {
        _useless = hasAnswered || lasted > StableTime ? 0 : _useless + 1;
        return _useless < Most;
    }
}
