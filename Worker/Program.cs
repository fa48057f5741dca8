using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Core.Workers.Echo;

return args is [EchoLoop.Mode, .. var how] ? EchoLoop.Main(how) : DivisorWorker.Main([.. args]);
