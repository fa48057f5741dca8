using System.Runtime.InteropServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>What tests do to processes and ask of them.</summary>
internal static class OtherProcesses
{
    /// <summary>SIGKILL, which a process cannot see coming.</summary>
    public static void KillHard(int processId) => Assert.Equal(0, Kill(processId, 9));

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public static void Interrupt(int processId) => Assert.Equal(0, Kill(processId, 2));

    /// <summary>SIGSTOP: it exists, and does nothing any more.</summary>
    public static void Stop(int processId) => Assert.Equal(0, Kill(processId, 19));

    /// <returns>Whether the process exists; one that has ended and waits to be reaped does not.</returns>
    public static bool IsAlive(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return !process.HasExited && !(OperatingSystem.IsLinux() && StateOf(processId) is 'Z' or 'X');
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <returns>The processes that a process has started and that live. Linux only.</returns>
    public static int[] ChildrenOf(int processId) =>
        [.. All().Where(id => FieldsOf(id) is [_, var parent, ..] && parent == processId.ToString(CultureInfo.InvariantCulture))];

    /// <returns>The processes that a process has started, and those that these have started, as far as they live. Linux only.</returns>
    public static int[] DescendantsOf(int processId) =>
        [.. ChildrenOf(processId).SelectMany(child => DescendantsOf(child).Append(child)).Where(IsAlive)];

    /// <returns>True for a process that does nothing any more, by SIGSTOP. Linux only.</returns>
    public static bool IsStopped(int processId) => StateOf(processId) == 'T';

    /// <returns>The processes that have a path among their arguments, or something below it. Linux only; elsewhere none.</returns>
    public static int[] Naming(string path) =>
        OperatingSystem.IsLinux()
            ? [.. All().Where(id => CommandOf(id).Any(argument => argument.StartsWith(path, StringComparison.Ordinal)))]
            : [];

    /// <returns>The arguments of a process; empty when it has ended meanwhile. Linux only.</returns>
    public static string[] CommandOf(int processId)
    {
        try
        {
            // Each is ended by a zero.
            return File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>The nice value. Linux only.</summary>
    public static int NiceOf(int processId) => int.Parse(FieldsOf(processId)[16], CultureInfo.InvariantCulture);

    /// <summary>Waits until none of the processes lives.</summary>
    public static async Task AssertGoneAsync(IEnumerable<int> processIds, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        int[] left = [.. processIds.Where(IsAlive)];
        while (left.Length > 0 && Stopwatch.GetElapsedTime(start) < limit)
        {
            await Task.Delay(20);
            left = [.. left.Where(IsAlive)];
        }

        Assert.Empty(left);
    }

    private static IEnumerable<int> All() =>
        Directory
            .GetDirectories("/proc", "*")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0);

    private static char StateOf(int processId) => FieldsOf(processId) is [[var state, ..], ..] ? state : 'X';

    // /proc/<id>/stat from field 3 on: state, parent, …; the name before them may hold spaces and brackets.
    private static string[] FieldsOf(int processId)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
