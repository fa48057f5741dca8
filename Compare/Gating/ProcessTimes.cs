using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Reads the processor time of a process and of all that it started, from Linux's <c>/proc</c>.</summary>
internal static class ProcessTimes
{
    // Of what follows the name in parentheses, which may hold spaces: proc_pid_stat(5).
    private const int FirstTime = 11;
    private const int Times = 4;

    /// <returns>
    /// User and system time of the process, its living descendants, and of their children that have ended, in the kernel's ticks; null
    /// where the kernel does not list children.
    /// </returns>
    public static double? SumWithDescendants(int processId)
    {
        double sum = 0;
        Stack<int> left = new([processId]);
        while (left.TryPop(out int id))
        {
            sum += ReadTicks(id);
            if (FindChildren(id) is not { } children)
            {
                return null;
            }

            foreach (int child in children)
            {
                left.Push(child);
            }
        }

        return sum;
    }

    private static double ReadTicks(int id) =>
        KernelFile.ReadLine(Locate(id, "stat")) is { } line
        && line[(line.LastIndexOf(')') + 2)..].Split(' ') is { Length: >= FirstTime + Times } fields
            ? fields[FirstTime..(FirstTime + Times)].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))
            : 0;

    // Each thread has those that it started. A process that has just ended has none.
    private static int[]? FindChildren(int id)
    {
        try
        {
            string[] threads = Directory.GetDirectories(Locate(id, "task"));
            return threads.Any(thread => File.Exists($"{thread}/children"))
                ?
                [
                    .. threads
                        .SelectMany(thread =>
                            (KernelFile.ReadLine($"{thread}/children") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        )
                        .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
                ]
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Locate(int id, string file) => string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}");
}
