namespace ConcurrencyBench.Workers.Processes;

/// <summary>A shell that waits until this process is gone, and then kills the workers that are left. Linux only.</summary>
/// <remarks>
/// A worker that runs sees the end of its input, and the kernel kills one that has asked for it (<see cref="LinuxOrphanGuard"/>). This is for
/// the others: one that was stopped before it could ask, and one behind a program that started it, whose end the kernel looks at instead.
/// They are known by a variable in their environment, which a worker takes away from what it starts itself. There is a shell while there
/// are workers; without /bin/sh there is none, and those workers live on.
/// </remarks>
internal static class HostKeeper
{
    private const string Variable = "WORKERPOOL_HOST";

    // A line of input ends it in peace, and the end of its input means that this process is gone. Workers that were just being started
    // get the variable a moment later: it looks several times.
    private const string Script = """
        exec >/dev/null 2>&1
        cd /
        trap '' HUP INT QUIT TERM
        read -r line && exit
        for turn in 1 2 3 4 5; do
            grep -lsF "$1" /proc/[0-9]*/environ | while IFS=/ read -r root proc id file; do kill -9 "$id"; done
            sleep 0.1
        done
        """;

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);
    private static readonly string Mark = Guid.NewGuid().ToString("N");
    private static readonly Lock Gate = new();
    private static int s_workers;
    private static Process? s_shell;

    /// <summary>Sets the variable for a worker that is about to be started.</summary>
    public static void Prepare(ProcessStartInfo start) => start.Environment[Variable] = Mark;

    /// <summary>Takes the variable away from what this process, a worker, starts.</summary>
    public static void Forget() => Environment.SetEnvironmentVariable(Variable, null);

    /// <summary>Called when a worker was started. The shell starts behind the workers that are to be started now.</summary>
    public static void Enter()
    {
        lock (Gate)
        {
            s_workers++;
        }

        WorkerStarter.Post(Keep);
    }

    /// <summary>Called when a worker is gone. With the last one the shell ends.</summary>
    public static void Leave()
    {
        Process? shell = null;
        lock (Gate)
        {
            if (--s_workers == 0)
            {
                (shell, s_shell) = (s_shell, null);
            }
        }

        if (shell is not null)
        {
            End(shell);
        }
    }

    private static void Keep()
    {
        lock (Gate)
        {
            if (s_workers > 0 && (s_shell is null || s_shell.HasExited))
            {
                s_shell?.Dispose();
                s_shell = TryStart();
            }
        }
    }

    private static Process? TryStart()
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", Script, "workerpool-keeper", $"{Variable}={Mark}"]) { RedirectStandardInput = true };

        // In a worker that is a host itself it would be the variable of the outer host.
        start.Environment.Remove(Variable);
        try
        {
            return Process.Start(start);
        }
        catch (Exception exception) when (ProcessLauncher.IsRefusal(exception))
        {
            return null;
        }
    }

    private static void End(Process shell)
    {
        using Stream input = shell.StandardInput.BaseStream;
        try
        {
            input.Write("\n"u8);
            input.Flush();
        }
        catch (IOException)
        {
            // It was killed.
        }

        if (!shell.WaitForExit(EndLimit))
        {
            ProcessTree.Kill(shell);
        }

        shell.Dispose();
    }
}
