using System.Runtime.InteropServices;

namespace ConcurrencyBench.FaultyWorker;

/// <summary>Faults for which .NET has no function.</summary>
internal static partial class Native
{
    private const int CoreSize = 4;
    private const string Descriptors = "/proc/self/fd";

    /// <summary>Crashes are what this program is for; none shall leave a file.</summary>
    public static void ForbidCoreFiles()
    {
        ResourceLimit none = default;
        _ = SetLimit(CoreSize, ref none);
    }

    /// <summary>With the system's handler: that of the runtime takes a SIGSEGV from outside for one that will come again.</summary>
    public static void SignalSelf(int signal)
    {
        _ = SetHandler(signal, 0);
        _ = Kill(Environment.ProcessId, signal);
    }

    /// <summary>Closes a pipe's end however many descriptors it has: the runtime keeps copies of the standard ones.</summary>
    public static void CloseAll(int descriptor)
    {
        string pipe = TargetOf(descriptor);
        foreach (string path in Directory.GetFileSystemEntries(Descriptors))
        {
            int other = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
            if (TargetOf(other) == pipe)
            {
                _ = Close(other);
            }
        }
    }

    private static string TargetOf(int descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(
                    Path.Combine(Descriptors, descriptor.ToString(CultureInfo.InvariantCulture)),
                    returnFinalTarget: false
                )?.Name
                ?? "";
        }
        catch (IOException)
        {
            // That through which the folder itself was read.
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, ref ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
