using System.Net;
using System.Net.Sockets;
using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The settings of a cluster of silos.</summary>
/// <param name="Membership">The place where silos find each other: the giver itself, or a table in Redis.</param>
/// <param name="Name">The cluster's name.</param>
internal sealed record OrleansSettings(OrleansMembership Membership, string Name)
{
    private const string ProbeOption = "?probe=";

    /// <summary>The time between two probes of a silo, and for its answer. Orleans' own value.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The probes in a row without an answer after which a silo is declared dead. Orleans' own value.</summary>
    public int MissedProbes { get; init; } = 3;

    /// <summary>
    /// The time within which a host has to answer a call, whatever it runs: a call lasts no longer than <see cref="PollLimit"/>. Orleans'
    /// own value, 30 s, ends the call of a longer item, and the item with it in the caller's eyes.
    /// </summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The time after which a host says that an item still runs. The giver then asks again.</summary>
    public TimeSpan PollLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time for which a giver waits for hosts, also in a run whose hosts are all lost.</summary>
    public TimeSpan HostLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The lost hosts after which a message counts as poison.</summary>
    public int Deliveries { get; init; } = 3;

    /// <summary>Reads what a user wrote for <see cref="HostArguments.Cluster"/>.</summary>
    /// <param name="text"><c>MACHINE:PORT</c> or <c>redis://MACHINE:PORT</c>, both also with <c>?probe=SECONDS</c> behind.</param>
    /// <param name="name">The cluster's name.</param>
    /// <exception cref="HostException">It is neither, or there is no such machine.</exception>
    public static OrleansSettings Parse(string text, string name)
    {
        string[] parts = text.Split(ProbeOption, 2);
        OrleansSettings settings = new(OrleansMembership.Parse(parts[0]), name);
        return parts is not [_, var probe] ? settings
            : double.TryParse(probe, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is >= 0.1 and <= 600
                ? settings with
                {
                    ProbeTimeout = TimeSpan.FromSeconds(seconds),
                }
            : throw new HostException($"{ProbeOption} takes seconds from 0.1 to 600, not '{probe}'.");
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Membership}{ProbeOption}{ProbeTimeout.TotalSeconds}");

    /// <summary>The time within which a lost host's items are given to others when nothing else tells of its end.</summary>
    public TimeSpan DetectionLimit => (MissedProbes + 1) * ProbeTimeout;
}

/// <summary>The place where the silos of a cluster find each other.</summary>
/// <param name="Address">The machine.</param>
/// <param name="Port">The port.</param>
/// <param name="IsRedis">True for a table in Redis; false for the giver, which keeps the table itself.</param>
internal sealed record OrleansMembership(IPAddress Address, int Port, bool IsRedis)
{
    private const int RedisPort = 6379;

    /// <summary>The membership at a free port of the loopback interface, kept by the giver.</summary>
    public static OrleansMembership Embedded() => new(IPAddress.Loopback, FreePorts.Find(IPAddress.Loopback), IsRedis: false);

    /// <summary>Reads what a user wrote.</summary>
    /// <param name="text"><c>MACHINE:PORT</c> of the giver, or <c>redis://MACHINE:PORT</c>.</param>
    /// <exception cref="HostException">It is neither, or there is no such machine.</exception>
    public static OrleansMembership Parse(string text)
    {
        bool isRedis = text.StartsWith("redis://", StringComparison.OrdinalIgnoreCase);
        string place = isRedis ? text : $"giver://{text}";
        if (!Uri.TryCreate(place, UriKind.Absolute, out Uri? address) || address.Host.Length == 0 || (!isRedis && address.Port < 1))
        {
            throw new HostException($"{HostArguments.ClusterOption} takes the giver's MACHINE:PORT or redis://MACHINE:PORT, not '{text}'.");
        }

        return new OrleansMembership(Resolve(address.DnsSafeHost), address.Port < 1 ? RedisPort : address.Port, isRedis);
    }

    /// <summary>The address of this machine at which the others of the cluster reach it.</summary>
    /// <exception cref="HostException">No network leads there.</exception>
    public IPAddress FindOwnAddress()
    {
        // Connecting a socket for datagrams sends nothing; the system only chooses the way.
        using Socket socket = new(Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(Address, Port);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException exception)
        {
            throw new HostException($"No network leads from here to {this}: {exception.Message}", exception);
        }
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => $"{(IsRedis ? "redis://" : "")}{new IPEndPoint(Address, Port)}";

    private static IPAddress Resolve(string machine)
    {
        try
        {
            return Dns.GetHostAddresses(machine).OrderBy(address => address.AddressFamily != AddressFamily.InterNetwork).First();
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new HostException($"There is no machine '{machine}': {exception.Message}", exception);
        }
    }
}
