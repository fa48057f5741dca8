using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.Core.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>A resident program that runs variants of the article's work, and the owner of its process.</summary>
internal sealed class PeerServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly ErrorTail _errors = new();
    private readonly Task _errorPump;

    private PeerServer(Process process)
    {
        _process = process;
        _errorPump = _errors.ReadAsync(process.StandardError.BaseStream);
        Hello = new PeerHello("", "");
    }

    /// <summary>Who it is.</summary>
    public PeerHello Hello { get; private set; }

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts it and waits until it has said who it is.</summary>
    /// <exception cref="PeerException">It does not.</exception>
    public static PeerServer Start(WorkerCommand command)
    {
        PeerServer server;
        try
        {
            server = new PeerServer(ProcessLauncher.Launch(command));
        }
        catch (WorkerStartException exception)
        {
            throw new PeerException(exception.Message, exception);
        }

        try
        {
            server.Hello = server.Receive(PeerJson.Default.PeerHello, StartLimit);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Runs a variant.</summary>
    /// <returns>The divisors of each number, ascending.</returns>
    /// <exception cref="PeerException">It failed, died or did not answer within the limit; in the last two cases it has been ended.</exception>
    public long[][] Run(PeerRequest request, TimeSpan limit)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(request, PeerJson.Default.PeerRequest));
            _process.StandardInput.Flush();
        }
        catch (IOException exception)
        {
            throw Ended(exception);
        }

        PeerAnswer answer = Receive(PeerJson.Default.PeerAnswer, limit);
        return answer.Answers ?? throw new PeerException($"{Hello.Peer} could not run {request.Variant}: {answer.Error}");
    }

    /// <summary>Closes its input, waits for its end, and kills it when that does not come.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone before.
        }

        if (!_process.WaitForExit(ExitLimit))
        {
            Kill();
        }

        _process.StandardOutput.Dispose();
        _process.Dispose();
    }

    private T Receive<T>(JsonTypeInfo<T> type, TimeSpan limit)
        where T : class
    {
        Task<string?> line = _process.StandardOutput.ReadLineAsync();
        if (!line.Wait(limit))
        {
            Kill();
            throw new PeerException($"{Hello.Peer} did not answer within {limit.TotalSeconds:F0} s and was ended.");
        }

        try
        {
            return JsonSerializer.Deserialize(line.Result ?? throw Ended(null), type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            Kill();
            throw new PeerException($"{Hello.Peer} answered '{line.Result}', which is no answer, and was ended.", exception);
        }
    }

    private PeerException Ended(Exception? reason)
    {
        Kill();
        _errorPump.Wait(ExitLimit);
        return new PeerException($"{Hello.Peer} has ended. It wrote: {_errors}", reason);
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(ExitLimit);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended.
        }
    }
}
