using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Reads the processor time of a process and of all that it started, from Linux's <c>/proc</c>.</summary>
internal static class ProcessTimes
{
    // Of what follows the name in parentheses, which may hold spaces: proc_pid_stat(5).
    private const int Parent = 1;
    private const int FirstTime = 11;
    private const int Times = 4;

    /// <returns>
    /// User and system time of the process, its living descendants, and of their children that have ended, in the kernel's ticks; null
    /// where the process is not found.
    /// </returns>
    public static double? SumWithDescendants(int processId)
    {
        Dictionary<int, (int Parent, double Ticks)> all = ReadAll();
        if (!all.ContainsKey(processId))
        {
            return null;
        }

        ILookup<int, int> children = all.ToLookup(process => process.Value.Parent, process => process.Key);
        double sum = 0;
        Stack<int> left = new([processId]);
        while (left.TryPop(out int id))
        {
            sum += all[id].Ticks;
            foreach (int child in children[id])
            {
                left.Push(child);
            }
        }

        return sum;
    }

    private static Dictionary<int, (int Parent, double Ticks)> ReadAll() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Fields: ReadFields(id)))
            .Where(process => process.Fields.Length >= FirstTime + Times)
            .ToDictionary(
                process => process.Id,
                process =>
                    (
                        int.Parse(process.Fields[Parent], CultureInfo.InvariantCulture),
                        process.Fields[FirstTime..(FirstTime + Times)].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))
                    )
            );

    private static string[] ReadFields(int id) =>
        KernelFile.ReadLine(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat")) is { } line
            ? line[(line.LastIndexOf(')') + 2)..].Split(' ')
            : [];
}
