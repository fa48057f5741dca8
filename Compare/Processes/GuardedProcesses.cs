using System.Diagnostics;
using System.Globalization;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Processes;

/// <summary>What the guard does in its own process: it keeps what is open, and ends it when its input does.</summary>
/// <remarks>
/// Lines on its input: <c>start PID</c> and <c>end PID</c> for a process, <c>folder PATH</c> and <c>gone PATH</c> for a folder.
/// Anything else is ignored.
/// </remarks>
/// <param name="startOf">When a process started; null where it has ended.</param>
internal sealed class GuardedProcesses(Func<Process, DateTime?> startOf)
{
    // Ids are given again: a process is known by its start as well.
    private readonly Dictionary<int, DateTime> _started = [];
    private readonly HashSet<string> _folders = [];

    /// <summary>Reads to the end, then kills the processes that are open and deletes the folders.</summary>
    public void Run(TextReader input)
    {
        while (input.ReadLine() is { } line)
        {
            Take(line);
        }

        End();
    }

    private void Take(string line)
    {
        (string verb, string value) = line.IndexOf(' ') is > 0 and int space ? (line[..space], line[(space + 1)..]) : (line, "");
        switch (verb)
        {
            case "start" when Id(value) is { } id:
                using (Process? process = ProcessTree.Find(id))
                {
                    if (process is not null && startOf(process) is { } start)
                    {
                        _started[id] = start;
                    }
                }

                break;
            case "end" when Id(value) is { } id:
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

    private void End()
    {
        foreach ((int id, DateTime start) in _started)
        {
            using Process? process = ProcessTree.Find(id);
            if (process is not null && startOf(process) == start)
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

    private static int? Id(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
}
