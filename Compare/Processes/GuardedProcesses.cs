using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Processes;

/// <summary>The processes and folders of the guard's owner, which the guard ends when its input ends.</summary>
/// <remarks>
/// Lines on its input: <c>start PID</c> and <c>end PID</c> for a process, <c>folder PATH</c> and <c>gone PATH</c> for a folder.
/// Anything else is ignored.
/// </remarks>
/// <param name="findStart">Finds the time at which a process started; null when it has ended.</param>
internal sealed class GuardedProcesses(Func<Process, DateTime?> findStart)
{
    // The system reuses ids, so a process is known by its start as well.
    private readonly Dictionary<int, DateTime> _started = [];
    private readonly HashSet<string> _folders = [];

    /// <summary>Reads to the end, then kills the open processes and deletes the open folders.</summary>
    public void Run(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            Apply(line);
        }

        End();
    }

    private void Apply(string line)
    {
        (string verb, string value) = line.IndexOf(' ') is > 0 and int space ? (line[..space], line[(space + 1)..]) : (line, "");
        switch (verb)
        {
            case "start" when ParseId(value) is { } id:
                Open(id);
                break;
            case "end" when ParseId(value) is { } id:
                _started.Remove(id);
                break;
            case "folder":
                _folders.Add(value);
                break;
            case "gone":
                _folders.Remove(value);
                break;
        }
    }

    private void Open(int id)
    {
        using Process? process = ProcessTree.Find(id);
        if (process is not null && findStart(process) is { } start)
        {
            _started[id] = start;
        }
    }

    private void End()
    {
        foreach ((int id, DateTime start) in _started)
        {
            using Process? process = ProcessTree.Find(id);
            if (process is not null && findStart(process) == start)
            {
                ProcessTree.Kill(process);
            }
        }

        foreach (string folder in _folders)
        {
            ProcessTree.KillIn(folder);
            FolderTree.Delete(folder);
        }
    }

    private static int? ParseId(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
}
