using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>A job object that ends its processes when its last handle is closed, which the system does for a host that is killed.</summary>
internal sealed partial class WindowsOrphanGuard : OrphanGuard
{
    private const int ExtendedLimitInformation = 9;
    private const uint KillOnJobClose = 0x2000;

    private readonly nint _job = MakeJob();

    // A worker that the system does not let into the job still follows its standard input.
    public override void Adopt(Process worker)
    {
        if (_job != 0)
        {
            _ = AssignProcessToJobObject(_job, worker.Handle);
        }
    }

    private static nint MakeJob()
    {
        nint job = CreateJobObject(0, 0);
        JobLimits limits = new() { LimitFlags = KillOnJobClose };
        return job != 0 && SetInformationJobObject(job, ExtendedLimitInformation, ref limits, Marshal.SizeOf<JobLimits>()) ? job : 0;
    }

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW")]
    private static partial nint CreateJobObject(nint attributes, nint name);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformationJobObject(nint job, int kind, ref JobLimits limits, int length);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool AssignProcessToJobObject(nint job, nint process);

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct JobLimits
    {
        public long PerProcessUserTimeTicks;
        public long PerJobUserTimeTicks;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public ulong ReadOperations;
        public ulong WriteOperations;
        public ulong OtherOperations;
        public ulong ReadBytes;
        public ulong WriteBytes;
        public ulong OtherBytes;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }
}
