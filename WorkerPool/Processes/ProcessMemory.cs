namespace ConcurrencyBench.Workers.Processes;

/// <summary>The memory that another process holds.</summary>
internal static class ProcessMemory
{
    /// <returns>Its physical memory (resident set, working set), in bytes; 0 where it is gone or cannot be read.</returns>
    public static long Read(int processId)
    {
        try
        {
            return OperatingSystem.IsLinux() ? ReadLinux(processId) : ReadOther(processId);
        }
        catch (Exception exception) when (EndedProcess.Explains(exception))
        {
            return 0;
        }
    }

    // The second number of the line is that of resident pages. The process id may be that of another process by now: then the worker
    // is gone, and the answer comes too late.
    private static long ReadLinux(int processId) =>
        KernelFile.ReadLine(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/statm"))?.Split(' ') is [_, var pages, ..]
            ? long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize
            : 0;

    private static long ReadOther(int processId)
    {
        using Process process = Process.GetProcessById(processId);
        return process.WorkingSet64;
    }
}
