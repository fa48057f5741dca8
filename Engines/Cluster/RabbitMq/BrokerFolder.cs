namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The folder of a RabbitMQ server: configuration, data and logs.</summary>
internal sealed record BrokerFolder(string Path)
{
    /// <summary>The name of the file that holds what the server writes to its standard streams.</summary>
    public const string OutputFile = "output.txt";

    /// <summary>
    /// The program of the shell that keeps a server. Erlang's port mapper runs in the foreground, because the one that a server would start
    /// itself would outlive it.
    /// </summary>
    public const string KeeperScript = """
        trap '' INT HUP
        epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 </dev/null >/dev/null 2>&1 & epmd=$!
        start() { "$BROKER_PROGRAM" </dev/null >>"$BROKER_OUTPUT" 2>&1 & server=$!; echo started; }
        end() { kill -KILL "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
        start
        while read -r command; do
          case $command in
            kill) end; echo killed ;;
            start) start ;;
          esac
        done
        end
        kill -KILL "$epmd" 2>/dev/null
        wait
        rm -rf "$BROKER_FOLDER"
        """;

    /// <summary>Creates a folder with the configuration of a server.</summary>
    /// <param name="port">The port of its clients.</param>
    /// <param name="options">What it may be told.</param>
    public static BrokerFolder Create(int port, BrokerOptions options)
    {
        string folder = Directory.CreateTempSubdirectory("concurrencybench-broker-").FullName;
        File.WriteAllText(
            System.IO.Path.Combine(folder, "rabbitmq.conf"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                listeners.tcp.1 = {options.Address}:{port}
                loopback_users = none
                consumer_timeout = {(long)options.AcknowledgementLimit.TotalMilliseconds}
                heartbeat = {(int)options.Heartbeat.TotalSeconds}
                log.console = false
                log.file.level = warning
                disk_free_limit.absolute = 50MB

                """
            )
        );
        File.WriteAllText(System.IO.Path.Combine(folder, "enabled_plugins"), "[].\n");
        return new BrokerFolder(folder);
    }

    /// <summary>The environment of the keeper and the server.</summary>
    /// <param name="program">The server's program.</param>
    /// <param name="ports">The ports of clients, of other nodes and of the port mapper.</param>
    public ImmutableDictionary<string, string?> Variables(string program, int[] ports)
    {
        string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
        string Inside(string name) => System.IO.Path.Combine(Path, name);
        return new Dictionary<string, string?>
        {
            ["BROKER_PROGRAM"] = program,
            ["BROKER_FOLDER"] = Path,
            ["BROKER_OUTPUT"] = Inside(OutputFile),
            // The home folder has the cookie by which nodes know each other.
            ["HOME"] = Path,
            ["ERL_EPMD_PORT"] = Number(ports[2]),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"concurrencybench{Number(ports[0])}@localhost",
            ["RABBITMQ_DIST_PORT"] = Number(ports[1]),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["RABBITMQ_MNESIA_BASE"] = Inside("data"),
            ["RABBITMQ_LOG_BASE"] = Inside("logs"),
            ["RABBITMQ_PID_FILE"] = Inside("pid"),
            ["RABBITMQ_CONFIG_FILE"] = Inside("rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Inside("enabled_plugins"),
            // Not that of the machine.
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Inside("advanced.config"),
            // The script becomes the server, so that to kill its process is to kill the server.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
            ["NOTIFY_SOCKET"] = null,
        }.ToImmutableDictionary();
    }
}
