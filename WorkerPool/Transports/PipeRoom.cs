using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>The room of the pipes between host and worker.</summary>
internal static partial class PipeRoom
{
    // With the usual 64 KiB, writer and reader take turns 16 times for each MiB. The system lets a user have 64 MiB of room in all pipes
    // together, and gives little to the next ones: this leaves enough for 128 workers.
    private const int Bytes = 256 * 1024;

    private const int SetPipeSize = 1031; // F_SETPIPE_SZ of Linux

    /// <summary>Gives a pipe more room, where the system lets it.</summary>
    public static Stream Enlarge(Stream stream)
    {
        if (OperatingSystem.IsLinux() && stream is PipeStream { SafePipeHandle: var handle })
        {
            _ = Control(handle, SetPipeSize, Bytes);
        }

        return stream;
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeHandle pipe, int command, int argument);
}
