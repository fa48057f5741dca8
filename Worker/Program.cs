using System.Runtime.InteropServices;
using ConcurrencyBench.Core.Timelines;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.Core.Workers.Echo;
using Microsoft.Win32.SafeHandles;

// Ctrl-C reaches every process of the terminal. The host decides what it means for the workers and closes their input.
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);

// Setting up Console takes 5 ms of a start of 25, and nothing of it is needed for bytes; see docs/adr/0007.
using Stream input = OperatingSystem.IsWindows() ? Console.OpenStandardInput() : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
using Stream output = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
return args switch
{
    [EchoLoop.Mode, .. var how] => EchoLoop.Serve(how, input, output),
    [WorkerTimeline.Mode, var folder] => WorkerLoop.Serve(input, output, new WorkerTimeline(folder)),
    _ => WorkerLoop.Serve(input, output),
};
