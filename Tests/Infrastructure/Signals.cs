using System.Runtime.InteropServices;

namespace ConcurrencyBench.Tests.Infrastructure;

/// <summary>Signals to processes that may be gone.</summary>
internal static class Signals
{
    private const int SigKill = 9;
    private static readonly int SigStop = OperatingSystem.IsMacOS() ? 17 : 19;

    /// <summary>Ends a process, if it is there.</summary>
    public static void TryKill(int processId) => _ = Kill(processId, SigKill);

    /// <summary>Has a process do nothing any more, if it is there.</summary>
    public static void TryStop(int processId) => _ = Kill(processId, SigStop);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
