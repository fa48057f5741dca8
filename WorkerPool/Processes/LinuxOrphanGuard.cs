using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The kernel sends SIGKILL to a worker when the thread that started it has ended: prctl(2), PR_SET_PDEATHSIG.</summary>
/// <remarks>A host that is killed before this is asked for has closed the pipe, which a worker that just started sees.</remarks>
internal sealed partial class LinuxOrphanGuard : OrphanGuard
{
    private const int SetParentDeathSignal = 1;
    private const nint SigKill = 9;

    public override void Enter() => _ = Control(SetParentDeathSignal, SigKill, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint argument2, nint argument3, nint argument4, nint argument5);
}
