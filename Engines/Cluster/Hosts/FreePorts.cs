using System.Net;
using System.Net.Sockets;

namespace ConcurrencyBench.Engines.Cluster.Hosts;

/// <summary>Ports that nobody listens on. Another program can take one before it is used.</summary>
internal static class FreePorts
{
    /// <returns>A port that was free just now.</returns>
    public static int Find(IPAddress address) => Find(address, 1)[0];

    /// <returns>Ports that were free just now, each another one.</returns>
    public static int[] Find(IPAddress address, int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(address, port: 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }
}
