using System.Runtime.InteropServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>Signals to processes that may be gone.</summary>
internal static class Signals
{
    private const int SigInt = 2;
    private const int SigKill = 9;
    private const nint Default = 0;
    private static readonly int SigStop = OperatingSystem.IsMacOS() ? 17 : 19;

    /// <summary>
    /// Gives Ctrl-C back to the processes that this one starts: whoever was started in the background of a script, or by nohup, ignores it,
    /// and so does everything that it starts.
    /// </summary>
    public static void RestoreInterrupt()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Signal(SigInt, Default);
        }
    }

    /// <summary>Ends a process, if it is there.</summary>
    public static void TryKill(int processId) => _ = Kill(processId, SigKill);

    /// <summary>Has a process do nothing any more, if it is there.</summary>
    public static void TryStop(int processId) => _ = Kill(processId, SigStop);

    /// <summary>Sends a signal to a process, if it is there.</summary>
    public static void TrySend(int processId, int signal) => _ = Kill(processId, signal);

    /// <summary>Sends a signal to a process that is there.</summary>
    public static void Send(int processId, int signal) => Assert.Equal(0, Kill(processId, signal));

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint Signal(int signal, nint handler);
}
