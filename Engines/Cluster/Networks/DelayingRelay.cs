using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace ConcurrencyBench.Engines.Cluster.Networks;

/// <summary>
/// Passes TCP connections on with a delay, for machines whose kernel cannot delay packets; and passes nothing on while it is cut, as a link
/// that is down.
/// </summary>
/// <remarks>It keeps bytes and order, so that it stands for latency and not for loss. On the loopback interface, and bounded.</remarks>
internal sealed class DelayingRelay : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    // What is on its way in one direction: at most 16 MiB.
    private const int MostChunks = 256;

    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly IPEndPoint _target;
    private readonly TimeSpan _delay;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;
    private TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DelayingRelay(IPEndPoint target, TimeSpan delay)
    {
        (_target, _delay) = (target, delay);
        _joined.SetResult();
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    /// <summary>The address that stands for the target.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts a relay.</summary>
    /// <param name="target">The address to which it passes connections on.</param>
    /// <param name="delay">The time that bytes take, each way.</param>
    public static DelayingRelay Start(IPEndPoint target, TimeSpan delay) => new(target, delay);

    /// <summary>Passes nothing on any more, and tells nobody.</summary>
    public void Cut()
    {
        if (_joined.Task.IsCompleted)
        {
            _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Passes on again, first what has come meanwhile.</summary>
    public void Restore() => _joined.TrySetResult();

    /// <summary>Ends the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_connections).ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false);
                _connections.RemoveAll(connection => connection.IsCompleted);
                _connections.Add(PassOnAsync(client));
            }
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // Disposed.
        }
    }

    private async Task PassOnAsync(Socket client)
    {
        using Socket near = client;
        using Socket far = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            near.NoDelay = far.NoDelay = true;
            await far.ConnectAsync(_target, _end.Token).ConfigureAwait(false);
            await Task.WhenAll(PassOnAsync(near, far), PassOnAsync(far, near)).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            // One end has closed the connection; the other sees it, because both are closed here.
        }
    }

    private async Task PassOnAsync(Socket from, Socket to)
    {
        Channel<(long Due, byte[] Bytes)> onTheWay = Channel.CreateBounded<(long, byte[])>(MostChunks);
        Task sending = SendAsync(onTheWay.Reader, to);
        try
        {
            byte[] buffer = new byte[BufferBytes];
            while (await from.ReceiveAsync(buffer, _end.Token).ConfigureAwait(false) is > 0 and var length)
            {
                long due = Stopwatch.GetTimestamp() + (long)(_delay.TotalSeconds * Stopwatch.Frequency);
                await onTheWay.Writer.WriteAsync((due, buffer[..length]), _end.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            onTheWay.Writer.TryComplete();
            await sending.ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ChannelReader<(long Due, byte[] Bytes)> onTheWay, Socket to)
    {
        await foreach ((long due, byte[] bytes) in onTheWay.ReadAllAsync(_end.Token).ConfigureAwait(false))
        {
            TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, _end.Token).ConfigureAwait(false);
            }

            await _joined.Task.WaitAsync(_end.Token).ConfigureAwait(false);
            await to.SendAsync(bytes, _end.Token).ConfigureAwait(false);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static bool IsEnd(Exception exception) =>
        exception is OperationCanceledException or SocketException or ObjectDisposedException or IOException or ChannelClosedException;
}
