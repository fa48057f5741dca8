using System.Runtime.InteropServices;
using ConcurrencyBench.Core.Workers.Processes;
using ConcurrencyBench.Core.Workers.Transports;

namespace ConcurrencyBench.Core.Workers;

/// <summary>Does a job.</summary>
/// <param name="payload">What is asked.</param>
/// <param name="cancellationToken">Cancelled when nobody wants the answer any more; look at it every few milliseconds.</param>
/// <returns>The answer, at most 64 MiB. What it throws reaches the host as <see cref="RemoteException"/>, and the worker lives on.</returns>
public delegate ReadOnlyMemory<byte> WorkerHandler(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

/// <summary>What a program does that a <see cref="WorkerPool"/> starts.</summary>
public static class WorkerProgram
{
    internal const string MarkOption = "--worker-mark";

    /// <summary>Answers the host until it closes the connection or is gone; the <c>Main</c> of a worker.</summary>
    /// <param name="arguments">The program's arguments: the host adds how to connect at their end.</param>
    /// <param name="handler">Does the jobs, one at a time.</param>
    /// <returns>The exit code: 0 after the end of the work, 2 when the host sent what no host sends or is gone.</returns>
    /// <remarks>Standard output belongs to the host from here on; what is printed goes to stderr, of which the host keeps the end.</remarks>
    public static int Serve(ReadOnlySpan<string> arguments, WorkerHandler handler)
    {
        OrphanGuard.Current.Enter();

        // Ctrl-C reaches every process of the terminal. The host decides what it means for the workers and closes their input.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        StreamPair standard = StandardStreams.Take();
        if (arguments.IndexOf(MarkOption) is not (>= 0 and var option) || option + 1 == arguments.Length)
        {
            Console.Error.WriteLine("This program is started by a worker pool, not by hand.");
            return 2;
        }

        using JobMark mark = JobMark.Open(arguments[option + 1]);
        return WorkerLoop.Serve(Connect(arguments, standard), mark, handler);
    }

    private static StreamPair Connect(ReadOnlySpan<string> arguments, StreamPair standard) => arguments switch
    {
        [.., HostTransport.Argument, UnixSocketTransport.Name, var path] => UnixSocketTransport.ConnectWorker(path, standard.Input),
        [.., HostTransport.Argument, SharedMemoryTransport.Name, var path] => SharedMemoryTransport.ConnectWorker(path, standard.Input, standard.Output),
        _ => standard,
    };
}
