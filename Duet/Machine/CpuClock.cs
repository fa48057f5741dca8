using System.Runtime.InteropServices;

namespace ConcurrencyBench.Duet.Machine;

/// <summary>Reads processor times.</summary>
internal static partial class CpuClock
{
    private const double NanosecondsPerSecond = 1e9;
    private const double NanosecondsPerFileTime = 100;

    // clock_gettime(2) on Linux and on macOS.
    private static readonly int ProcessClock = OperatingSystem.IsLinux() ? 2 : 12;
    private static readonly int ThreadClock = OperatingSystem.IsLinux() ? 3 : 16;

    /// <summary>Reads the processor time of the calling thread, nanoseconds.</summary>
    public static double ReadThread() =>
        !OperatingSystem.IsWindows() ? Read(ThreadClock)
        : GetThreadTimes(GetCurrentThread(), out _, out _, out long kernel, out long user) ? (kernel + user) * NanosecondsPerFileTime
        : 0;

    /// <summary>Reads the processor time of all threads of this process, nanoseconds.</summary>
    public static double ReadProcess() =>
        !OperatingSystem.IsWindows() ? Read(ProcessClock)
        : GetProcessTimes(GetCurrentProcess(), out _, out _, out long kernel, out long user) ? (kernel + user) * NanosecondsPerFileTime
        : 0;

    private static double Read(int clock) =>
        GetTime(clock, out TimeSpecification time) == 0 ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpecification time);

    [LibraryImport("kernel32", EntryPoint = "GetCurrentProcess")]
    private static partial nint GetCurrentProcess();

    [LibraryImport("kernel32", EntryPoint = "GetCurrentThread")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32", EntryPoint = "GetThreadTimes")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long creation, out long exit, out long kernel, out long user);

    [LibraryImport("kernel32", EntryPoint = "GetProcessTimes")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetProcessTimes(nint process, out long creation, out long exit, out long kernel, out long user);

    private readonly struct TimeSpecification
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
