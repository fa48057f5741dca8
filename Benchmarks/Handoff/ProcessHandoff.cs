using System.IO.Pipes;
using System.Net.Sockets;
using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>A worker process in its echo mode, and a connection to it. Both sides block while they wait.</summary>
internal sealed class ProcessHandoff : IHandoff
{
    private readonly EchoProcess _process;
    private readonly ItemStream _items;

    private ProcessHandoff(EchoProcess process, ItemStream items)
    {
        _process = process;
        _items = items;
    }

    /// <summary>The partner's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Through the child's standard input and output, which are anonymous pipes.</summary>
    /// <exception cref="WorkerStartException">There is no partner.</exception>
    public static ProcessHandoff OverStdio(WorkerCommand worker) =>
        Connect(EchoProcess.Start(worker, EchoLoop.Stdio), (process, _) => Task.FromResult(new ItemStream(process.Output, process.Input)));

    /// <summary>Through a Unix domain socket.</summary>
    /// <inheritdoc cref="OverStdio"/>
    public static ProcessHandoff OverUnixSocket(WorkerCommand worker)
    {
        string path = TemporaryPath.NewSocket();
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen(1);
            return Connect(
                EchoProcess.Start(worker, EchoLoop.UnixSocket, path),
                async (_, gone) =>
                {
                    NetworkStream stream = new(await listener.AcceptAsync(gone).ConfigureAwait(false), ownsSocket: true);
                    return new ItemStream(stream, stream);
                }
            );
        }
        finally
        {
            // Who is connected needs no name any more, and none is left behind by a process that is killed.
            TemporaryPath.TryDelete(path);
        }
    }

    /// <summary>Through a named pipe; on Unix .NET makes it of a Unix domain socket.</summary>
    /// <inheritdoc cref="OverStdio"/>
    public static ProcessHandoff OverNamedPipe(WorkerCommand worker)
    {
        // On Unix a name that is a path is the socket's path.
        string name = OperatingSystem.IsWindows() ? $"{TemporaryPath.Prefix}{Guid.NewGuid():N}" : TemporaryPath.NewSocket();
        NamedPipeServerStream pipe = new(
            name,
            PipeDirection.InOut,
            1,
            PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        try
        {
            ProcessHandoff handoff = Connect(
                EchoProcess.Start(worker, EchoLoop.NamedPipe, name),
                async (_, gone) =>
                {
                    await pipe.WaitForConnectionAsync(gone).ConfigureAwait(false);
                    return new ItemStream(pipe, pipe);
                }
            );
            if (!OperatingSystem.IsWindows())
            {
                TemporaryPath.TryDelete(name);
            }

            return handoff;
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }

    /// <summary>Through a memory-mapped file; standard input and output only wake who sleeps.</summary>
    /// <inheritdoc cref="OverStdio"/>
    public static ProcessHandoff OverSharedMemory(WorkerCommand worker)
    {
        SharedMemoryStream stream = SharedMemoryStream.Create(0);
        try
        {
            return Connect(
                EchoProcess.Start(worker, EchoLoop.SharedMemory, stream.Path),
                (process, _) =>
                {
                    stream.Bell = process.Output;
                    stream.OtherBell = process.Input;
                    return Task.FromResult(new ItemStream(stream, stream));
                }
            );
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload)
    {
        _items.Send(new EchoItem(EchoKind.Echo, payload));
        return new(Receive().Payload);
    }

    public ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            _items.Send(new EchoItem(EchoKind.Swallow, payload));
        }

        _items.Send(new EchoItem(EchoKind.Receipt, default));
        return new(Receipt.Read(Receive().Payload.Span));
    }

    public void Dispose()
    {
        try
        {
            _items.Dispose();
        }
        catch (IOException)
        {
            // The partner has gone before.
        }
        finally
        {
            _process.Dispose();
        }
    }

    private static ProcessHandoff Connect(EchoProcess process, Func<EchoProcess, CancellationToken, Task<ItemStream>> connect)
    {
        try
        {
            return new ProcessHandoff(process, process.GreetAsync(gone => connect(process, gone)).GetAwaiter().GetResult());
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    private EchoItem Receive() => _items.Receive() ?? throw _process.Lost();
}
