using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>A resident program that runs variants of the article's work, and the owner of its process.</summary>
internal sealed class PeerServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly OwnedProcess _process;
    private readonly StreamWriter _requests;
    private readonly StreamReader _answers;

    private PeerServer(OwnedProcess process)
    {
        _process = process;
        _requests = new StreamWriter(process.Input) { AutoFlush = true };
        _answers = new StreamReader(process.Output);
        Hello = new PeerHello("", "");
    }

    /// <summary>The identity of the peer: language, version and way of starting processes.</summary>
    public PeerHello Hello { get; private set; }

    /// <summary>The id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts the server and waits for its first line.</summary>
    /// <exception cref="PeerException">It does not.</exception>
    public static PeerServer Start(WorkerCommand command)
    {
        PeerServer server;
        try
        {
            server = new PeerServer(command.Start());
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
    /// <exception cref="PeerException">It failed, died or did not answer within the limit; in the last two cases it has been
    /// ended.</exception>
    public long[][] Run(PeerRequest request, TimeSpan limit)
    {
        try
        {
            _requests.WriteLine(JsonSerializer.Serialize(request, PeerJson.Default.PeerRequest));
        }
        catch (IOException exception)
        {
            throw Ended(exception);
        }

        PeerAnswer answer = Receive(PeerJson.Default.PeerAnswer, limit);
        return answer.Answers ?? throw new PeerException($"{Hello.Peer} could not run {request.Variant}: {answer.Error}");
    }

    /// <inheritdoc cref="OwnedProcess.Dispose"/>
    public void Dispose() => _process.Dispose();

    private T Receive<T>(JsonTypeInfo<T> type, TimeSpan limit)
        where T : class
    {
        Task<string?> line = _answers.ReadLineAsync();
        if (!line.Wait(limit))
        {
            _process.Kill();
            throw new PeerException($"{Hello.Peer} did not answer within {limit.TotalSeconds:F0} s and was ended.");
        }

        try
        {
            return JsonSerializer.Deserialize(line.Result ?? throw Ended(null), type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            _process.Kill();
            throw new PeerException($"{Hello.Peer} answered '{line.Result}', which is no answer, and was ended.", exception);
        }
    }

    private PeerException Ended(Exception? reason)
    {
        _process.Kill();
        return new PeerException($"{Hello.Peer} has ended. {_process.ErrorText()}", reason);
    }
}
