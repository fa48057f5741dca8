namespace ConcurrencyBench.Duet.Machine;

/// <summary>Binds the calling thread to one core, and frees it.</summary>
internal abstract class ThreadCores
{
    /// <summary>The cores that the thread may run on; empty where the system binds no threads.</summary>
    public abstract ImmutableArray<int> Allowed { get; }

    /// <summary>Reads the cores of the calling thread.</summary>
    public static ThreadCores Create() =>
        OperatingSystem.IsLinux() ? new LinuxCores()
        : OperatingSystem.IsWindows() ? new WindowsCores()
        : new NoCores();

    /// <summary>Binds the calling thread, and no other one, to a core.</summary>
    /// <returns>The reason for which it is not bound; empty where it is.</returns>
    public abstract string Pin(int core);

    /// <summary>Gives the calling thread all of its cores back.</summary>
    /// <returns>The reason for which that fails; empty where it does not.</returns>
    public abstract string Free();

    private sealed class NoCores : ThreadCores
    {
        private const string Reason = "This system does not bind threads to cores.";

        public override ImmutableArray<int> Allowed => [];

        public override string Pin(int core) => Reason;

        public override string Free() => Reason;
    }
}
