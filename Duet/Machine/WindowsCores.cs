using System.Numerics;
using System.Runtime.InteropServices;

namespace ConcurrencyBench.Duet.Machine;

/// <summary>The cores of a thread on Windows, of the processor group that its process runs in: at most 64.</summary>
internal sealed partial class WindowsCores : ThreadCores
{
    private readonly nuint _all;

    public WindowsCores()
    {
        _all = GetProcessMask(GetCurrentProcess(), out nuint process, out _) ? process : 0;
        Allowed = [.. Enumerable.Range(0, BitOperations.Log2(_all | 1) + 1).Where(core => (_all >> core & 1) != 0)];
    }

    public override ImmutableArray<int> Allowed { get; }

    public override string Pin(int core) => Set((nuint)1 << core);

    public override string Free() => Set(_all);

    private static string Set(nuint mask) =>
        SetThreadMask(GetCurrentThread(), mask) != 0
            ? ""
            : $"The system does not bind the thread: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}";

    [LibraryImport("kernel32", EntryPoint = "GetCurrentProcess")]
    private static partial nint GetCurrentProcess();

    [LibraryImport("kernel32", EntryPoint = "GetCurrentThread")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32", EntryPoint = "GetProcessAffinityMask")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetProcessMask(nint process, out nuint processMask, out nuint systemMask);

    [LibraryImport("kernel32", EntryPoint = "SetThreadAffinityMask", SetLastError = true)]
    private static partial nuint SetThreadMask(nint thread, nuint mask);
}
