using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>A worker's standard input and output, which nothing else in its process can use any more.</summary>
/// <remarks>
/// Text that a library or a child prints to standard output would be read as frames, and kill the worker: it goes to stderr
/// instead. And a child that holds the real one open would hide the worker's end from the host.
/// </remarks>
internal static partial class StandardStreams
{
    private const int DuplicateWithCloseOnExec = 1030; // F_DUPFD_CLOEXEC of Linux
    private const int ReadOnly = 0;
    private const int StandardOutputHandle = -11;
    private const int StandardErrorHandle = -12;

    public static StreamPair Take() =>
        OperatingSystem.IsWindows() ? TakeHandles()
        : OperatingSystem.IsLinux() ? TakeDescriptors()
        : new StreamPair(Open(0, FileAccess.Read), Open(1, FileAccess.Write));

    private static StreamPair TakeDescriptors()
    {
        int input = Control(0, DuplicateWithCloseOnExec, 3);
        int output = Control(1, DuplicateWithCloseOnExec, 3);
        int nothing = OpenFile("/dev/null", ReadOnly);
        _ = Replace(nothing, 0);
        _ = Close(nothing);
        _ = Replace(2, 1);
        return new StreamPair(Open(input, FileAccess.Read), Open(output, FileAccess.Write));
    }

    private static StreamPair TakeHandles()
    {
        StreamPair streams = new(Console.OpenStandardInput(), Console.OpenStandardOutput());
        _ = SetStandardHandle(StandardOutputHandle, GetStandardHandle(StandardErrorHandle));
        return streams;
    }

    // Setting up Console takes 5 ms of a start of 25, and nothing of it is needed for bytes; see docs/adr/0007.
    private static FileStream Open(int descriptor, FileAccess access) =>
        new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Replace(int from, int to);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("kernel32", EntryPoint = "GetStdHandle")]
    private static partial nint GetStandardHandle(int which);

    [LibraryImport("kernel32", EntryPoint = "SetStdHandle")]
    private static partial int SetStandardHandle(int which, nint handle);
}
