using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using ConcurrencyBench.Core.Workers.Processes;

namespace ConcurrencyBench.Core.Workers.Echo;

/// <summary>A worker process that echoes, and the owner of it: when this is disposed, the process is gone.</summary>
internal sealed class EchoProcess : IDisposable
{
    private readonly WorkerCommand _command;
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly CancellationTokenSource _gone = new();

    private EchoProcess(WorkerCommand command, Process process)
    {
        _command = command;
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        Id = process.Id;
        _ = WatchExitAsync();
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>What it reads from; it ends when this is closed.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What it writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a worker in its echo mode.</summary>
    /// <param name="command">The worker program.</param>
    /// <param name="how">What it talks through; see <see cref="EchoLoop.Serve"/>.</param>
    /// <exception cref="WorkerStartException">The operating system does not start it.</exception>
    public static EchoProcess Start(WorkerCommand command, params ImmutableArray<string> how)
    {
        WorkerCommand echo = command with { Arguments = [.. command.Arguments, EchoLoop.Mode, .. how] };
        return new EchoProcess(echo, ProcessLauncher.Launch(echo));
    }

    /// <summary>Connects to it and has it echo once: only who echoes is a partner. It is killed when that takes too long.</summary>
    /// <param name="connect">Makes the connection; gives up when the token says that the process has gone.</param>
    /// <exception cref="WorkerStartException">It does not echo.</exception>
    public async Task<ItemStream> GreetAsync(Func<CancellationToken, Task<ItemStream>> connect)
    {
        await using Timer limit = new(_ => Kill(), null, WorkerPoolOptions.DefaultStartLimit, Timeout.InfiniteTimeSpan);
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
            throw new WorkerStartException($"The worker program '{_command}' does not echo: {exception.Message} {ErrorText()} Build the solution again.", exception);
        }
    }

    /// <summary>Why an answer did not come.</summary>
    public EndOfStreamException Lost() => new($"The echo process '{_command}' has ended. {ErrorText()}");

    /// <summary>Closes its input, waits for its end, and kills it when that does not come.</summary>
    public void Dispose()
    {
        try
        {
            Input.Dispose();
        }
        catch (IOException)
        {
            // It has gone before.
        }

        if (!_process.WaitForExit(WorkerPoolOptions.DefaultExitLimit))
        {
            Kill();
            _process.WaitForExit(WorkerPoolOptions.DefaultExitLimit);
        }

        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }

    private async Task WatchExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await _gone.CancelAsync().ConfigureAwait(false);
    }

    private string ErrorText() => _error.Wait(WorkerPoolOptions.DefaultExitLimit) ? $"It wrote: {_error.Result.Trim()}" : "";
}
