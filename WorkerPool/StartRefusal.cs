using System.ComponentModel;
using System.Net.Sockets;

namespace ConcurrencyBench.Workers;

/// <summary>The message for a worker that the system does not start.</summary>
internal static class StartRefusal
{
    private const string Program = " Check that the file exists and may be executed.";
    private const string Space = " Free some space there; a container gets more shared memory with --shm-size.";
    private const string Descriptors = " Raise the limit of open files of the host (ulimit -n).";

    /// <param name="command">The command.</param>
    /// <param name="reason">The reason that the system gives.</param>
    public static string Describe(WorkerCommand command, Exception reason) =>
        $"The worker program '{command}' cannot be started: {reason.Message.TrimEnd('.')}.{Advise(reason)}";

    // The numbers are the same on Linux and macOS: ENOENT, EACCES, ENOEXEC; ENFILE, EMFILE; ENOSPC. Windows has others of its own.
    private static string Advise(Exception reason) =>
        reason switch
        {
            Win32Exception { NativeErrorCode: 23 or 24 } when !OperatingSystem.IsWindows() => Descriptors,
            SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } => Descriptors,
            Win32Exception { NativeErrorCode: 2 or 3 or 5 or 8 or 13 or 193 } => Program,
            IOException { HResult: 23 or 24 } => Descriptors,
            IOException { HResult: 28 or unchecked((int)0x80070070) or unchecked((int)0x80070027) } => Space,
            IOException { InnerException: { } inner } => Advise(inner),
            _ => "",
        };
}
