using System.Runtime.InteropServices;

namespace ConcurrencyBench.Duet.Machine;

/// <summary>The cores of a thread on Linux: sched_setaffinity(2) with 0, which is the calling thread alone.</summary>
internal sealed partial class LinuxCores : ThreadCores
{
    private const int BitsPerWord = 64;

    // The kernel's usual limit is 8192 processors; it refuses a mask that is shorter than its own.
    private const int Words = 8192 / BitsPerWord;

    private readonly ulong[] _all = new ulong[Words];

    public LinuxCores()
    {
        Allowed =
            GetAffinity(0, Words * sizeof(ulong), _all) > 0
                ? [.. Enumerable.Range(0, Words * BitsPerWord).Where(core => (_all[core / BitsPerWord] >> (core % BitsPerWord) & 1) != 0)]
                : [];
    }

    public override ImmutableArray<int> Allowed { get; }

    public override string Pin(int core)
    {
        ulong[] mask = new ulong[Words];
        mask[core / BitsPerWord] = 1UL << (core % BitsPerWord);
        return Set(mask);
    }

    public override string Free() => Set(_all);

    private static string Set(ulong[] mask) =>
        SetAffinity(0, Words * sizeof(ulong), mask) == 0
            ? ""
            : $"The system does not bind the thread: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.";

    // The function of the C library returns 0, that of musl and the system call the length of the mask.
    private static int GetAffinity(int thread, nint length, ulong[] mask) => GetAffinityOfLibrary(thread, length, mask) >= 0 ? 1 : 0;

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetAffinityOfLibrary(int thread, nint length, [In, Out] ulong[] mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nint length, [In] ulong[] mask);
}
