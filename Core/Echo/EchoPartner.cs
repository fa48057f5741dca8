namespace ConcurrencyBench.Core.Echo;

/// <summary>The receiver of items: the same in a thread, a pool and another process.</summary>
internal sealed class EchoPartner
{
    private Receipt _swallowed;

    /// <returns>The item to send back, or null for none.</returns>
    public EchoItem? Take(EchoItem item)
    {
        switch (item.Kind)
        {
            case EchoKind.Echo:
                return item;
            case EchoKind.Swallow:
                _swallowed = _swallowed.Add(item.Payload);
                return null;
            case EchoKind.Receipt:
                EchoItem receipt = item with { Payload = _swallowed.ToPayload() };
                _swallowed = default;
                return receipt;
            default:
                throw new UnreachableException();
        }
    }
}
