using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>Many hand-offs within a peer, asked for by one request, ready to be timed.</summary>
internal sealed class PeerHandoffOperation : CheckedOperation<long[][]>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly PeerServer _server;
    private readonly PeerRequest _request;
    private readonly long[] _expected;

    private PeerHandoffOperation(PeerServer server, PeerRequest request, long[] expected)
        : base(server)
    {
        _server = server;
        _request = request;
        _expected = expected;
    }

    /// <summary>Hand-offs through an unbuffered channel of Go; it answers how many arrived.</summary>
    /// <exception cref="PeerException">Go is not here, or its program does not start.</exception>
    public static PeerHandoffOperation GoChannel(string variant, int count) =>
        new(PeerServer.Start(PeerLanguage.Go.Command()), new PeerRequest(variant, [], Workers: 1, count), [count]);

    /// <summary>Small jobs through a warm Pool of one of Python, one after the other.</summary>
    /// <exception cref="PeerException">Python is not here, or its program does not start.</exception>
    public static PeerHandoffOperation PythonPoolApply(int count) =>
        new(PeerServer.Start(PeerLanguage.Python.Command()), new PeerRequest("pool-apply", [1], Workers: 1, count), [1]);

    protected override ValueTask<long[][]> OperateAsync() => new(_server.Run(_request, Limit));

    protected override void ThrowIfWrong(long[][] outcome)
    {
        if (outcome is not [var answer] || !answer.AsSpan().SequenceEqual(_expected))
        {
            throw new WrongAnswerException($"{_request.Variant} answered something else than {_expected[0]}.");
        }
    }
}
