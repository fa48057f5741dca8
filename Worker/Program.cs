using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Core.Models.Processes.Jobs;

return args is [EchoLoop.Mode, .. var how] ? EchoLoop.Main(how) : DivisorWorker.Main([.. args]);
