using System.Net.Sockets;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>A Unix domain socket that the host creates. Standard input is only the worker's life line.</summary>
internal sealed class UnixSocketTransport : HostTransport
{
    public const string Name = "unix-socket";

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path = TemporaryPath.NewSocket();
    private readonly SocketPlace? _place;
    private NetworkStream? _stream;

    /// <exception cref="SocketException">There is no place for the socket.</exception>
    /// <exception cref="IOException">The place's name is too long for one.</exception>
    public UnixSocketTransport()
    {
        try
        {
            _listener.Bind(new UnixDomainSocketEndPoint(_path));
            _listener.Listen(1);
            _place = new SocketPlace(_path);
        }
        catch (ArgumentException exception)
        {
            Dispose();
            throw new IOException($"The temporary folder's name is too long for a socket in it, '{_path}'", exception);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            Dispose();
            throw;
        }
    }

    public override WorkerSettings SettingsWith(JobMark mark) => new(mark.Path, Name, _place!.Path);

    public override StreamPair Connect(Process worker)
    {
        try
        {
            Socket socket = _listener.Accept();
            _stream = new NetworkStream(socket, ownsSocket: true);
            return new StreamPair(_stream, _stream);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new OperationCanceledException("The worker has not connected.", exception);
        }
        finally
        {
            // A connected socket needs no name any more.
            StopConnecting();
        }
    }

    public override void StopConnecting()
    {
        _listener.Dispose();
        _place?.Dispose();
        TemporaryPath.TryDelete(_path);
    }

    /// <summary>The worker's end. Its input ends with its life line.</summary>
    public static StreamPair ConnectWorker(string path, Stream lifeLine)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        LifeLine.Watch(
            lifeLine,
            () =>
            {
                TemporaryPath.TryDelete(path);
                socket.Shutdown(SocketShutdown.Receive);
            }
        );
        NetworkStream stream = new(socket, ownsSocket: true);
        return new StreamPair(stream, stream);
    }

    public override void Dispose()
    {
        base.Dispose();
        StopConnecting();
        _stream?.Dispose();
    }
}
