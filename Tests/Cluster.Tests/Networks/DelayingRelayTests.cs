using System.Net;
using System.Net.Sockets;
using ConcurrencyBench.Engines.Cluster.Networks;

namespace ConcurrencyBench.Cluster.Tests.Networks;

public sealed class DelayingRelayTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Start_ManyBytes_ArriveInTheirOrderAfterTheDelay()
    {
        await using Pair pair = await Pair.OpenAsync(Delay);
        byte[] sent = [.. Enumerable.Range(0, 300_000).Select(index => (byte)(index % 251))];
        long start = Stopwatch.GetTimestamp();
        Task sending = pair.Near.SendAsync(sent);
        byte[] received = await pair.ReceiveAsync(sent.Length);
        await sending;

        Assert.Equal(sent, received);
        Assert.InRange(Stopwatch.GetElapsedTime(start), Delay, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cut_ThenRestore_HoldsBackAndPassesOn()
    {
        await using Pair pair = await Pair.OpenAsync(TimeSpan.Zero);
        pair.Relay.Cut();
        await pair.Near.SendAsync(new byte[] { 1, 2, 3 });
        Assert.False(pair.Far.Poll(TimeSpan.FromMilliseconds(300), SelectMode.SelectRead));
        pair.Relay.Restore();
        Assert.Equal([1, 2, 3], await pair.ReceiveAsync(3));
    }

    [Fact]
    public async Task Start_OneEndCloses_ClosesTheOther()
    {
        await using Pair pair = await Pair.OpenAsync(TimeSpan.Zero);
        pair.Near.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await pair.Far.ReceiveAsync(new byte[1]));
    }

    /// <summary>Both ends of a connection through a relay.</summary>
    private sealed class Pair(DelayingRelay relay, TcpListener listener, Socket near, Socket far) : IAsyncDisposable
    {
        public DelayingRelay Relay => relay;

        public Socket Near => near;

        public Socket Far => far;

        public static async Task<Pair> OpenAsync(TimeSpan delay)
        {
            TcpListener listener = new(IPAddress.Loopback, port: 0);
            listener.Start();
            DelayingRelay relay = DelayingRelay.Start((IPEndPoint)listener.LocalEndpoint, delay);
            Socket near = new(SocketType.Stream, ProtocolType.Tcp);
            await near.ConnectAsync(relay.EndPoint);
            return new Pair(relay, listener, near, await listener.AcceptSocketAsync());
        }

        public async Task<byte[]> ReceiveAsync(int count)
        {
            byte[] bytes = new byte[count];
            for (int read = 0; read < count; )
            {
                int length = await Far.ReceiveAsync(bytes.AsMemory(read)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
                Assert.NotEqual(0, length);
                read += length;
            }

            return bytes;
        }

        public async ValueTask DisposeAsync()
        {
            near.Dispose();
            far.Dispose();
            listener.Dispose();
            await relay.DisposeAsync();
        }
    }
}
