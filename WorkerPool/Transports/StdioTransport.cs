namespace ConcurrencyBench.Workers.Transports;

/// <summary>The worker's standard input and output.</summary>
internal sealed class StdioTransport : HostTransport
{
    public override StreamPair Connect(Process worker) =>
        new(PipeRoom.Enlarge(worker.StandardOutput.BaseStream), PipeRoom.Enlarge(worker.StandardInput.BaseStream));
}
