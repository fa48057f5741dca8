using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ConcurrencyBench.Compare.Gating.Programs;

/// <summary>Ends processes with all that they have started.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(10);

    /// <summary>Kills a process and its descendants, and waits for its end. Harmless when it has ended.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(ExitLimit);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // It has ended, or a descendant has just now.
        }
    }

    /// <summary>
    /// Kills the processes that work in a folder: children inherit it, also those whose parent has ended, which no tree shows any
    /// more. Linux only; elsewhere nothing is done.
    /// </summary>
    public static void KillIn(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (int processId in WorkingIn(folder))
        {
            if (Find(processId) is { } process)
            {
                using (process)
                {
                    Kill(process);
                }
            }
        }
    }

    /// <returns>The process with an id, or null where none has it.</returns>
    public static Process? Find(int processId)
    {
        try
        {
            return Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <returns>When a process started; null where it has ended. Two processes with one id, one after the other, differ in it.</returns>
    public static DateTime? StartOf(Process process)
    {
        try
        {
            return process.StartTime;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private static int[] WorkingIn(string folder)
        =>
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out int id) ? id : 0)
                .Where(id => id > 0 && id != Environment.ProcessId && WorkingFolderOf(id) is { } working && IsIn(working, folder)),
        ];

    private static bool IsIn(string path, string folder) => path == folder || path.StartsWith($"{folder}/", StringComparison.Ordinal);

    private static string? WorkingFolderOf(int processId)
    {
        try
        {
            return Directory.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cwd"), returnFinalTarget: false)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
            return null;
        }
    }
}
