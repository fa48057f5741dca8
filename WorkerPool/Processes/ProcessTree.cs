namespace ConcurrencyBench.Workers.Processes;

/// <summary>Ends processes with all that they have started.</summary>
internal static class ProcessTree
{
    private const int EndAttempts = 200;
    private static readonly TimeSpan EndPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Kills a process and its descendants, and waits for none of them. Harmless when it has ended.</summary>
    public static void Kill(Process? process)
    {
        try
        {
            process?.Kill(entireProcessTree: true);
        }
#pragma warning disable CA1031 // Without descriptors or memory it may be any; the process itself can be killed.
        catch (Exception)
#pragma warning restore CA1031
        {
            // It has ended, or a descendant has just now or cannot be looked at.
            KillAlone(process!);
        }
    }

    private static void KillAlone(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (ProcessLauncher.IsRefusal(exception))
        {
            // It has ended.
        }
    }

    /// <summary>
    /// Kills the processes that work in a folder, and waits for their end: children inherit it, also those whose parent has ended,
    /// which no tree shows any more. Linux only, and the path must lead through no link; elsewhere nothing is done.
    /// </summary>
    public static void KillIn(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // One that has ended and was not reaped works nowhere; one that was just starting another is seen the next time.
        for (int attempt = 0; attempt < EndAttempts && WorkingIn(folder) is [_, ..] processes; attempt++)
        {
            foreach (int processId in processes)
            {
                using Process? process = Find(processId);
                Kill(process);
            }

            Thread.Sleep(EndPause);
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
    public static DateTime? FindStart(Process process)
    {
        try
        {
            return process.StartTime;
        }
        catch (Exception exception) when (EndedProcess.Explains(exception))
        {
            return null;
        }
    }

    private static int[] WorkingIn(string folder) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(process => int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out int id) ? id : 0)
                .Where(id => id > 0 && id != Environment.ProcessId && ReadWorkingFolder(id) is { } working && IsIn(working, folder)),
        ];

    private static bool IsIn(string path, string folder) => path == folder || path.StartsWith($"{folder}/", StringComparison.Ordinal);

    private static string? ReadWorkingFolder(int processId)
    {
        try
        {
            return Directory
                .ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cwd"), returnFinalTarget: false)
                ?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
            return null;
        }
    }
}
