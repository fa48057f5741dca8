namespace ConcurrencyBench.Workers.Processes;

/// <summary>Makes the operating system end workers whose host was killed.</summary>
/// <remarks>
/// A worker that can run ends by itself when its standard input does, on every system. This is for one that cannot run: stopped,
/// or out of memory for the thread that would see it. On a system without such means nothing is done here.
/// </remarks>
internal abstract class OrphanGuard
{
    /// <summary>The guard of this operating system.</summary>
    public static OrphanGuard Current { get; } =
        OperatingSystem.IsLinux() ? new LinuxOrphanGuard()
        : OperatingSystem.IsWindows() ? new WindowsOrphanGuard()
        : new NoOrphanGuard();

    /// <summary>Called in the host for a worker of a pool that is about to be started.</summary>
    public virtual void Prepare(ProcessStartInfo start) { }

    /// <summary>Called in the host when a worker of a pool was started.</summary>
    public virtual void Watch() { }

    /// <summary>Called in the host when such a worker is gone, once for each <see cref="Watch"/>.</summary>
    public virtual void Unwatch() { }

    /// <summary>Called in the host for each process that it has started.</summary>
    public virtual void Adopt(Process worker) { }

    /// <summary>Called in a worker when it starts.</summary>
    public virtual void Enter() { }

    /// <summary>macOS has no such means for a process that cannot run.</summary>
    private sealed class NoOrphanGuard : OrphanGuard;
}
