using System.Net;
using System.Net.Sockets;
using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>A Redis server on a free port of the loopback interface that keeps nothing. When this is disposed, it is gone.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public int Id => _process.Id;

    public static async Task<RedisServer> StartAsync()
    {
        int port = FreePorts.Find(IPAddress.Loopback);
        ProcessStartInfo start = new(
            "redis-server",
            [
                "--port",
                port.ToString(CultureInfo.InvariantCulture),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "no",
            ]
        )
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        RedisServer server = new(process, port);
        await Eventually.TrueAsync(() => Answers(port), TimeSpan.FromSeconds(20));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static bool Answers(int port)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
