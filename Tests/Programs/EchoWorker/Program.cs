using ConcurrencyBench.EchoWorker;
using ConcurrencyBench.Workers;

return args switch
{
    ["host", var transport, var workers, .. var state] => await EchoHost.HoldAsync(
        Enum.Parse<WorkerTransport>(transport),
        int.Parse(workers, null),
        state is ["busy", ..],
        state is [_, var command] ? Enum.Parse<HostedCommand>(command) : HostedCommand.Plain
    ),
    ["try", var transport] => await EchoHost.TryAsync(Enum.Parse<WorkerTransport>(transport)),
    ["again"] => await EchoHost.TryAsync(WorkerTransport.Stdio, WorkerCommand.ThisProgram()),
    ["starve", var transport] => await StarvedHost.RunAsync(Enum.Parse<WorkerTransport>(transport)),
    ["methods", .. var state] => EchoMethodHandlers.Serve(isBroken: state is [EchoMethods.Broken]),
    ["reports"] => WorkerProgram.Serve(ReportHandler.Handle),
    _ => WorkerProgram.Serve(EchoHandler.Handle),
};
