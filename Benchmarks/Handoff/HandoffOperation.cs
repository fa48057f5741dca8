using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>A way to hand items over, ready to be timed: made, and its partner found to echo and to count right.</summary>
internal sealed class HandoffOperation : CheckedOperation<Receipt>
{
    private const int Checks = 3;

    private readonly IHandoff _handoff;
    private readonly HandoffDirection _direction;
    private readonly int _items;
    private readonly byte[] _payload;

    private HandoffOperation(IHandoff handoff, HandoffDirection direction, int items, int payloadBytes)
        : base(handoff)
    {
        _handoff = handoff;
        _direction = direction;
        _items = items;
        _payload = new byte[payloadBytes];
    }

    /// <summary>Makes what a benchmark method is named after and checks it.</summary>
    /// <exception cref="WrongAnswerException">It does not hand over what it is given; it gets no time.</exception>
    public static HandoffOperation Prepare(string method, HandoffDirection direction, int payloadBytes)
    {
        return Prepare(HandoffCatalog.FindByMethod(method), direction, payloadBytes);
    }

    /// <inheritdoc cref="Prepare(string, HandoffDirection, int)"/>
    public static HandoffOperation Prepare(HandoffSpec spec, HandoffDirection direction, int payloadBytes)
    {
        HandoffOperation prepared = new(spec.Create(), direction, spec.Items, payloadBytes);
        try
        {
            // Only the first call of a launch comes here. It is never timed, so it may wait.
            prepared.CheckAsync(spec.Id).GetAwaiter().GetResult();
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    protected override ValueTask<Receipt> OperateAsync() =>
        _direction == HandoffDirection.RoundTrip ? RoundTripsAsync() : _handoff.SwallowAsync(_payload, _items);

    protected override void ThrowIfWrong(Receipt receipt) => ThrowIfWrong(receipt, _items);

    private async ValueTask<Receipt> RoundTripsAsync()
    {
        for (int item = 0; item < _items; item++)
        {
            ReadOnlyMemory<byte> answer = await _handoff.EchoAsync(_payload).ConfigureAwait(false);
            if (answer.Length != _payload.Length)
            {
                throw new WrongAnswerException($"Of {_payload.Length} bytes {answer.Length} came back.");
            }
        }

        // Each answer was looked at when it came.
        return Expected(_items);
    }

    private async Task CheckAsync(string id)
    {
        for (int check = 1; check <= Checks; check++)
        {
            new Random(check).NextBytes(_payload);
            ReadOnlyMemory<byte> answer = await _handoff.EchoAsync(_payload).ConfigureAwait(false);
            if (!answer.Span.SequenceEqual(_payload))
            {
                throw new WrongAnswerException($"{id} does not bring back the {_payload.Length} bytes that it was given.");
            }

            ThrowIfWrong(await _handoff.SwallowAsync(_payload, check).ConfigureAwait(false), check);
        }
    }

    private void ThrowIfWrong(Receipt receipt, int items)
    {
        Receipt expected = Expected(items);
        if (receipt != expected)
        {
            throw new WrongAnswerException($"Of {expected} {receipt} arrived.");
        }
    }

    private Receipt Expected(int items) => new(items, (long)items * _payload.Length);
}
