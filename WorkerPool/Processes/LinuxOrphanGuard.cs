using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The kernel sends SIGKILL to a worker when the thread that started it has ended: prctl(2), PR_SET_PDEATHSIG.</summary>
/// <remarks>
/// A host that is killed before this is asked for has closed the pipe, which a worker that just started sees; one that is stopped before
/// it asks is killed by the <see cref="HostKeeper"/>.
/// </remarks>
internal sealed partial class LinuxOrphanGuard : OrphanGuard
{
    private const int SetParentDeathSignal = 1;
    private const nint SigKill = 9;

    public override void Prepare(ProcessStartInfo start) => HostKeeper.Prepare(start);

    public override void Watch() => HostKeeper.Enter();

    public override void Unwatch() => HostKeeper.Leave();

    public override void Enter()
    {
        _ = Control(SetParentDeathSignal, SigKill, 0, 0, 0);
        HostKeeper.Forget();
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint argument2, nint argument3, nint argument4, nint argument5);
}
