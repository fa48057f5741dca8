using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Core.Echo;

/// <summary>The echo mode of a worker process: it sends items back or swallows them, and computes nothing.</summary>
/// <remarks>
/// It ends with its stdin as a worker does: at the end of that stream the host is done or dead. A connection other than stdin
/// and stdout was created by the host; the worker deletes its file, because a killed host could not.
/// </remarks>
public static class EchoLoop
{
    /// <summary>The first argument of a worker in this mode.</summary>
    public const string Mode = "echo";

    internal const string Stdio = "stdio";
    internal const string Pool = "pool";
    internal const string UnixSocket = "unix";
    internal const string NamedPipe = "named-pipe";
    internal const string SharedMemory = "shared-memory";

    /// <summary>The program's <c>Main</c> in this mode.</summary>
    /// <inheritdoc cref="Serve"/>
    public static int Main(ReadOnlySpan<string> connection)
    {
        if (connection is [Pool])
        {
            return ServePool();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        StreamPair standard = StandardStreams.Take();
        return Serve(connection, standard.Input, standard.Output);
    }

    /// <summary>Serves a host.</summary>
    /// <param name="connection"><c>stdio</c>, <c>unix PATH</c>, <c>named-pipe NAME</c> or <c>shared-memory PATH</c>.</param>
    /// <param name="input">The standard input.</param>
    /// <param name="output">The standard output.</param>
    /// <returns>The exit code: 0 when the host has closed the connection, 2 when it sent no item or is gone.</returns>
    internal static int Serve(ReadOnlySpan<string> connection, Stream input, Stream output)
    {
        try
        {
            return connection switch
            {
                [Stdio] => Answer(input, output),
                [UnixSocket, var path] => ServeUnixSocket(path, input),
                [NamedPipe, var name] => ServeNamedPipe(name, input),
                [SharedMemory, var path] => ServeSharedMemory(path, input, output),
                _ => throw new InvalidDataException($"There is no echo '{string.Join(' ', connection!)}'."),
            };
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or SocketException)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    }

    private static int ServePool()
    {
        EchoPartner partner = new();
        return WorkerProgram.Serve(
            (payload, _) => partner.Take(EchoItem.FromBytes(payload)) is { } answer ? EchoItem.ToBytes(answer) : default
        );
    }

    private static int Answer(Stream input, Stream output)
    {
        using ItemStream items = new(input, output);
        EchoPartner partner = new();
        while (items.Receive() is { } item)
        {
            if (partner.Take(item) is { } answer)
            {
                items.Send(answer);
            }
        }

        return 0;
    }

    private static int ServeUnixSocket(string path, Stream input)
    {
        EndWith(input, path);
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        using NetworkStream stream = new(socket);
        return Answer(stream, stream);
    }

    private static int ServeNamedPipe(string name, Stream input)
    {
        EndWith(input, Path.IsPathRooted(name) ? name : null);
        using NamedPipeClientStream stream = new(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        stream.Connect();
        return Answer(stream, stream);
    }

    // The doorbell is stdin, so that a thread that waits for it sees its end.
    private static int ServeSharedMemory(string path, Stream input, Stream output)
    {
        using SharedMemoryStream stream = SharedMemoryStream.Open(path, 1);
        stream.Bell = input;
        stream.OtherBell = output;
        return Answer(stream, stream);
    }

    private static void EndWith(Stream input, string? path) =>
        LifeLine.Watch(
            input,
            () =>
            {
                if (path is not null)
                {
                    TemporaryPath.TryDelete(path);
                }

                Environment.Exit(0);
            }
        );
}
