using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The descriptors that no worker takes from the rest of its host.</summary>
/// <remarks>
/// The runtime ends a process when a thread of its thread pool cannot start, and each start needs a descriptor on Linux. So the
/// pool does not start a worker when few are left.
/// </remarks>
internal static partial class DescriptorReserve
{
    // A worker needs fewer than ten at times, and the first one some twenty more, for the libraries that are loaded and for the first
    // asynchronous read; the rest is for threads.
    private const int Count = 40;

    private const int OpenFiles = 7; // RLIMIT_NOFILE of Linux
    private const int TooManyOpenFiles = 24; // EMFILE

    /// <exception cref="IOException">Fewer are left.</exception>
    public static void ThrowIfUsedUp()
    {
        if (!OperatingSystem.IsLinux() || GetLimit(OpenFiles, out Limits limits) != 0)
        {
            return;
        }

        // The system gives the lowest number that is free, so that nearly all below it are in use.
        using SafeFileHandle next = File.OpenHandle("/dev/null");
        long left = (long)Math.Min(limits.Current, long.MaxValue) - next.DangerousGetHandle();
        if (left < Count)
        {
            throw new IOException(
                $"Too many open files: the host has about {left} descriptors left, and a pool leaves it {Count}",
                TooManyOpenFiles
            );
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limits limits);

    /// <summary>struct rlimit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public nuint Current;
        public nuint Maximum;
    }
}
