using ConcurrencyBench.Core.Echo;
using Proto;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>An actor of Proto.Actor: sent there, requested back.</summary>
internal sealed class ProtoActorHandoff : IHandoff
{
    private readonly ActorSystem _system = new();
    private readonly PID _partner;

    public ProtoActorHandoff()
    {
        _partner = _system.Root.Spawn(Props.FromProducer(() => new PartnerActor()));
    }

    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload) =>
        (await RequestAsync(new EchoItem(EchoKind.Echo, payload)).ConfigureAwait(false)).Payload;

    public async ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            _system.Root.Send(_partner, new EchoItem(EchoKind.Swallow, payload));
        }

        return Receipt.Read((await RequestAsync(new EchoItem(EchoKind.Receipt, default)).ConfigureAwait(false)).Payload.Span);
    }

    public void Dispose() => _system.ShutdownAsync().Wait();

    private Task<EchoItem> RequestAsync(EchoItem item) => _system.Root.RequestAsync<EchoItem>(_partner, item, CancellationToken.None);

    private sealed class PartnerActor : IActor
    {
        private readonly EchoPartner _partner = new();

        public Task ReceiveAsync(IContext context)
        {
            if (context.Message is EchoItem item && _partner.Take(item) is { } answer)
            {
                context.Respond(answer);
            }

            return Task.CompletedTask;
        }
    }
}
