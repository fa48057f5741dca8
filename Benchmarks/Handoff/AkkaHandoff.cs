using Akka.Actor;
using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Engines.Actors;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>An actor of Akka.NET: told there, asked back.</summary>
internal sealed class AkkaHandoff : IHandoff
{
    private readonly ActorSystem _system = ActorSystem.Create("handoff", AkkaSettings.Quiet);
    private readonly IActorRef _partner;

    public AkkaHandoff()
    {
        _partner = _system.ActorOf(Props.Create(() => new PartnerActor()));
    }

    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload) =>
        (await _partner.Ask<EchoItem>(new EchoItem(EchoKind.Echo, payload)).ConfigureAwait(false)).Payload;

    public async ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            _partner.Tell(new EchoItem(EchoKind.Swallow, payload));
        }

        EchoItem receipt = await _partner.Ask<EchoItem>(new EchoItem(EchoKind.Receipt, default)).ConfigureAwait(false);
        return Receipt.Read(receipt.Payload.Span);
    }

    public void Dispose() => _system.Terminate().Wait();

    private sealed class PartnerActor : ReceiveActor
    {
        private readonly EchoPartner _partner = new();

        public PartnerActor()
        {
            Receive<EchoItem>(item =>
            {
                if (_partner.Take(item) is { } answer)
                {
                    Sender.Tell(answer);
                }
            });
        }
    }
}
