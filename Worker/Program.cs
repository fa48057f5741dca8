using System.Runtime.InteropServices;
using ConcurrencyBench.Core.Workers;

// Ctrl-C reaches every process of the terminal. The host decides what it means for the workers and closes their input.
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);

return WorkerLoop.Serve(Console.OpenStandardInput(), Console.OpenStandardOutput());
