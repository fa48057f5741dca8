using System.Net;
using System.Net.Sockets;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>
/// A RabbitMQ server on ports of its own, in a temporary folder of its own, and the owner of it: when this is disposed, the server, the
/// port mapper of Erlang and the folder are gone.
/// </summary>
/// <remarks>
/// A shell is between them. It starts and kills the server when it is told to, and ends all at the end of its standard input, so also when
/// this process is killed. Everything listens on the loopback interface only, unless the options say otherwise for the clients.
/// </remarks>
internal sealed class BrokerServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly ImmutableArray<string> Programs =
    [
        "/usr/lib/rabbitmq/bin/rabbitmq-server",
        "/opt/homebrew/opt/rabbitmq/sbin/rabbitmq-server",
        "/usr/local/opt/rabbitmq/sbin/rabbitmq-server",
    ];

    private readonly OwnedProcess _keeper;
    private readonly StreamReader _said;
    private readonly IPEndPoint _clients;
    private bool _isDisposed;

    private BrokerServer(OwnedProcess keeper, BrokerFolder folder, IPEndPoint clients)
    {
        (_keeper, Folder, _clients) = (keeper, folder.Path, clients);
        _said = new StreamReader(keeper.Output);
    }

    /// <summary>The server's address.</summary>
    public Uri Address => new($"amqp://guest:guest@{_clients}");

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>The process of the shell that keeps it.</summary>
    public int KeeperId => _keeper.Id;

    /// <returns>The reason why no server can be started here, in a line; null where it can.</returns>
    public static string? FindReasonAgainst() =>
        FindProgram() is null
            ? "There is no RabbitMQ server on this machine (Debian's package rabbitmq-server), and no broker of its user's was named."
            : null;

    /// <summary>Starts a server.</summary>
    /// <param name="cancellationToken">Ends the start; nothing is left.</param>
    /// <param name="options">What it is told; null for nothing.</param>
    /// <exception cref="HostException">It does not start.</exception>
    public static async Task<BrokerServer> StartAsync(CancellationToken cancellationToken, BrokerOptions? options = null)
    {
        string program = FindProgram() ?? throw new HostException(FindReasonAgainst()!);
        options ??= new BrokerOptions();
        int[] ports = FreePorts.Find(options.Address, 3);
        BrokerFolder folder = BrokerFolder.Create(ports[0], options);
        WorkerCommand command = new("/bin/sh", ["-c", BrokerFolder.KeeperScript]) { Environment = folder.Variables(program, ports) };
        BrokerServer server = new(
            new OwnedProcess(ProcessLauncher.Launch(command.ToStartInfo()), EndLimit),
            folder,
            new IPEndPoint(options.Address, ports[0])
        );
        try
        {
            await server.WaitUntilReadyAsync("started", cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Kills the server as a crash would, SIGKILL. Its files stay.</summary>
    public async Task KillAsync()
    {
        await TellAsync("kill").ConfigureAwait(false);
        await ExpectAsync("killed", CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Starts a server that was killed, on the same port with the same files.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await TellAsync("start").ConfigureAwait(false);
        await WaitUntilReadyAsync("started", cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await Task.Run(_keeper.Dispose).ConfigureAwait(false);
            _said.Dispose();
        }
    }

    private static string? FindProgram() => OperatingSystem.IsWindows() ? null : Programs.FirstOrDefault(File.Exists);

    private async Task WaitUntilReadyAsync(string line, CancellationToken cancellationToken)
    {
        await ExpectAsync(line, cancellationToken).ConfigureAwait(false);
        long start = Stopwatch.GetTimestamp();
        while (!await AcceptsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_keeper.Ended.IsCompleted || Stopwatch.GetElapsedTime(start) > StartLimit)
            {
                throw new HostException($"The RabbitMQ server has not started within {StartLimit.TotalSeconds:F0} s. {ReadOutput()}");
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    // The server listens when all else of it has started.
    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(_clients, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task TellAsync(string command)
    {
        await _keeper.Input.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{command}\n")).ConfigureAwait(false);
        await _keeper.Input.FlushAsync().ConfigureAwait(false);
    }

    private async Task ExpectAsync(string line, CancellationToken cancellationToken)
    {
        string? said = await _said.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (said != line)
        {
            throw new HostException($"The keeper of the RabbitMQ server said '{said}' instead of '{line}'.");
        }
    }

    private string ReadOutput()
    {
        const int Most = 2_000;
        string file = Path.Combine(Folder, BrokerFolder.OutputFile);
        string text = File.Exists(file) ? File.ReadAllText(file) : "";
        return text.Length == 0 ? "" : $"It wrote: {text[^Math.Min(Most, text.Length)..]}";
    }
}
