using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Core.Echo;

/// <summary>A worker process that echoes, and the owner of it: when this is disposed, the process is gone.</summary>
internal sealed class EchoProcess : IDisposable
{
    private readonly WorkerCommand _command;
    private readonly OwnedProcess _process;
    private readonly CancellationTokenSource _gone = new();

    private EchoProcess(WorkerCommand command, OwnedProcess process)
    {
        _command = command;
        _process = process;
        _ = WatchExitAsync();
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <inheritdoc cref="OwnedProcess.Input"/>
    public Stream Input => _process.Input;

    /// <inheritdoc cref="OwnedProcess.Output"/>
    public Stream Output => _process.Output;

    /// <summary>Starts a worker in its echo mode.</summary>
    /// <param name="command">The worker program.</param>
    /// <param name="connection">Its connection; see <see cref="EchoLoop.Serve"/>.</param>
    /// <exception cref="WorkerStartException">The operating system does not start it.</exception>
    public static EchoProcess Start(WorkerCommand command, params ImmutableArray<string> connection)
    {
        WorkerCommand echo = command.With([EchoLoop.Mode, .. connection]);
        return new EchoProcess(echo, echo.Start());
    }

    /// <summary>Connects to it and checks that it echoes. It is killed when that takes too long.</summary>
    /// <param name="connect">Makes the connection. Its token is cancelled when the process has gone.</param>
    /// <exception cref="WorkerStartException">It does not echo.</exception>
    public async Task<ItemStream> GreetAsync(Func<CancellationToken, Task<ItemStream>> connect)
    {
        await using Timer limit = new(_ => _process.Kill(), null, WorkerPoolOptions.DefaultStartLimit, Timeout.InfiniteTimeSpan);
        try
        {
            byte[] greeting = Guid.NewGuid().ToByteArray();
            ItemStream items = await connect(_gone.Token).ConfigureAwait(false);
            items.Send(new EchoItem(EchoKind.Echo, greeting));
            return items.Receive() is { Kind: EchoKind.Echo } answer && answer.Payload.Span.SequenceEqual(greeting)
                ? items
                : throw new InvalidDataException("It did not send back what it was sent.");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException)
        {
            throw new WorkerStartException(
                $"The worker program '{_command}' does not echo: {exception.Message} {_process.ErrorText()} Build the solution again.",
                exception
            );
        }
    }

    /// <summary>The exception for an answer that did not come.</summary>
    public EndOfStreamException Lost() => new($"The echo process '{_command}' has ended. {_process.ErrorText()}");

    /// <inheritdoc cref="OwnedProcess.Dispose"/>
    public void Dispose() => _process.Dispose();

    private async Task WatchExitAsync()
    {
        await _process.Ended.ConfigureAwait(false);
        await _gone.CancelAsync().ConfigureAwait(false);
    }
}
