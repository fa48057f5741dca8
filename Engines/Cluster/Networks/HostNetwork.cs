using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Engines.Cluster.Networks;

/// <summary>
/// A network of its own for the hosts of a cluster: a network namespace with an address for each, joined by pairs of virtual devices and a
/// bridge. When this is disposed, all of it is gone, with the processes in it.
/// </summary>
/// <remarks>
/// The bridge lies in a namespace, too, so that nothing of the machine's own network changes and nothing in here reaches it. Linux, with
/// the tool <c>ip</c>, as root.
/// </remarks>
internal sealed class HostNetwork : IDisposable
{
    /// <summary>The most hosts of a network.</summary>
    public const int MostHosts = 200;

    private const string Subnet = "10.77.0.";
    private const string Bridge = "bridge";
    private const int EndAttempts = 200;
    private static readonly TimeSpan EndPause = TimeSpan.FromMilliseconds(20);
    private static readonly Lazy<string?> Reason = new(FindReasonNow);

    private readonly List<string> _made = [];

    private HostNetwork(string name, int hosts)
    {
        Name = name;
        Addresses = [.. Enumerable.Range(1, hosts).Select(host => FormattableString.Invariant($"{Subnet}{host}"))];
    }

    /// <summary>The name, which no other network has.</summary>
    public string Name { get; }

    /// <summary>The address of each host.</summary>
    public ImmutableArray<string> Addresses { get; }

    /// <returns>Why this machine cannot have such a network, as a sentence; null where it can.</returns>
    public static string? FindReason() => Reason.Value;

    /// <summary>Makes a network, and removes those whose owners have ended without doing so.</summary>
    /// <param name="hosts">The number of hosts, 1 to <see cref="MostHosts"/>.</param>
    /// <exception cref="NetworkException">This machine refuses it; nothing of it is left.</exception>
    public static HostNetwork Create(int hosts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hosts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hosts, MostHosts);
        RemoveAbandoned();
        HostNetwork network = new(NamespaceName.CreatePrefix(), hosts);
        try
        {
            network.Make();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>A network that another process has made and removes, for a program that runs on one of its hosts.</summary>
    /// <param name="name">Its <see cref="Name"/>.</param>
    /// <param name="hosts">The number of its hosts.</param>
    public static HostNetwork OfAnother(string name, int hosts) => new(name, hosts);

    /// <summary>Removes the networks of processes that have ended without doing so, with the processes in them.</summary>
    public static void RemoveAbandoned()
    {
        foreach (string name in NamespaceName.FindAbandoned(IpTool.Run("ip netns list")).ToArray())
        {
            Remove(name);
        }
    }

    /// <returns>The command that runs another one on a host.</returns>
    /// <param name="host">The host, 0 to the number of hosts less one.</param>
    /// <param name="command">The command.</param>
    public WorkerCommand Enter(int host, WorkerCommand command) =>
        command with
        {
            FileName = "ip",
            Arguments = ["netns", "exec", GetName(host), command.FileName, .. command.Arguments],
        };

    /// <summary>Takes the link of a host down: it reaches none, and none reaches it. Nobody is told.</summary>
    public void Cut(int host) => IpTool.Run($"ip -n {BridgeName} link set {GetPort(host)} down");

    /// <summary>Takes the link of a host up again.</summary>
    public void Restore(int host) => IpTool.Run($"ip -n {BridgeName} link set {GetPort(host)} up");

    /// <summary>Delays what a host sends, and loses a part of it, where the kernel can do that.</summary>
    /// <param name="host">The host.</param>
    /// <param name="delay">The delay.</param>
    /// <param name="lossShare">The share that is lost, 0 to 1.</param>
    /// <returns>False where the kernel has no <c>netem</c>; see <see cref="DelayingRelay"/> then.</returns>
    public bool TryDisturb(int host, TimeSpan delay, double lossShare) =>
        IpTool.TryRun(
            FormattableString.Invariant(
                $"tc -n {GetName(host)} qdisc replace dev eth0 root netem delay {delay.TotalMilliseconds:F3}ms loss {lossShare * 100:F4}%"
            )
        );

    /// <summary>Ends the processes in the network, and removes it.</summary>
    public void Dispose()
    {
        _made.ForEach(Remove);
        _made.Clear();
    }

    private string BridgeName => Name + Bridge;

    private void Make()
    {
        MakeNamespace(BridgeName);
        IpTool.Run($"ip -n {BridgeName} link add {Bridge} type bridge");
        IpTool.Run($"ip -n {BridgeName} link set {Bridge} up");
        for (int host = 0; host < Addresses.Length; host++)
        {
            string name = GetName(host);
            string port = GetPort(host);
            MakeNamespace(name);
            IpTool.Run($"ip -n {BridgeName} link add {port} type veth peer name eth0 netns {name}");
            IpTool.Run($"ip -n {BridgeName} link set {port} master {Bridge} up");
            IpTool.Run($"ip -n {name} addr add {Addresses[host]}/24 dev eth0");
            IpTool.Run($"ip -n {name} link set eth0 up");
        }
    }

    private void MakeNamespace(string name)
    {
        IpTool.Run($"ip netns add {name}");
        _made.Add(name);
        IpTool.Run($"ip -n {name} link set lo up");
    }

    private string GetName(int host) => FormattableString.Invariant($"{Name}{host}");

    private static string GetPort(int host) => FormattableString.Invariant($"port{host}");

    // A namespace lives as long as a process in it does, whatever its name.
    private static void Remove(string name)
    {
        for (int attempt = 0; attempt < EndAttempts && FindProcesses(name) is [_, ..] processes; attempt++)
        {
            foreach (int id in processes)
            {
                using Process? process = ProcessTree.Find(id);
                ProcessTree.Kill(process);
            }

            Thread.Sleep(EndPause);
        }

        IpTool.TryRun($"ip netns del {name}");
    }

    private static int[] FindProcesses(string name)
    {
        try
        {
            return
            [
                .. IpTool
                    .Run($"ip netns pids {name}")
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
            ];
        }
        catch (NetworkException)
        {
            // Another one has removed it meanwhile.
            return [];
        }
    }

    private static string? FindReasonNow()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "Network namespaces are a part of Linux.";
        }

        try
        {
            if (!Environment.IsPrivilegedProcess)
            {
                return "Only root makes network namespaces.";
            }

            Create(1).Dispose();
            return null;
        }
        catch (NetworkException exception)
        {
            return $"Network namespaces cannot be made here. {exception.Message}";
        }
    }
}
