using System.Runtime.InteropServices;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Processes;

/// <summary>
/// A second process of this program that ends the processes of this one when this one is killed: with SIGKILL, or by the system when
/// memory runs out.
/// </summary>
/// <remarks>
/// It reads from this process, so its input ends when this process does. It is only a safety net: in every other case the owner of a
/// process ends it.
/// </remarks>
internal sealed class LaunchGuard : IDisposable
{
    /// <summary>The hidden verb that makes this program a guard.</summary>
    public const string Verb = "gate-guard";

    private const string Ready = "ready";

    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly OwnedProcess _process;
    private readonly TextWriter _input;

    private LaunchGuard(Process process)
    {
        _process = new OwnedProcess(process, ExitLimit);
        _input = process.StandardInput;
    }

    /// <summary>The guard's process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a guard, and waits until it is ready. One is enough for a run.</summary>
    /// <exception cref="UsageException">This program cannot be started a second time.</exception>
    public static LaunchGuard Start()
    {
        ProcessStartInfo start = new(DotNetHost.FileName, [typeof(LaunchGuard).Assembly.Location, Verb])
        {
            RedirectStandardInput = true,

            // It writes one word, and must not hold open a stream whose end others wait for.
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // So that it holds no other folder.
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        Process process = Process.Start(start)!;
        LaunchGuard guard = new(process);
        if (process.StandardOutput.ReadLine() == Ready)
        {
            return guard;
        }

        string error = guard._process.ErrorText().ReplaceLineEndings(" ");
        guard.Dispose();
        throw new UsageException(
            $"The guard of the launches, '{start.FileName} {string.Join(' ', start.ArgumentList)}', does not start. "
                + $"{error} Install the program again."
        );
    }

    /// <summary>Runs the guard in its own process.</summary>
    /// <returns>Its exit code.</returns>
    public static int RunGuard(TextReader input, TextWriter output)
    {
        // A signal from the terminal reaches every process of it; this one follows its input.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ignore);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ignore);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Ignore);
        using PosixSignalRegistration quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Ignore);
        output.WriteLine(Ready);
        output.Flush();
        new GuardedProcesses(ProcessTree.FindStart).Run(input);
        return 0;
    }

    /// <summary>Adds a process that must not outlive this one.</summary>
    public void Open(Process process) => Send(string.Create(CultureInfo.InvariantCulture, $"start {process.Id}"));

    /// <summary>Removes a process that has ended.</summary>
    public void Close(int processId) => Send(string.Create(CultureInfo.InvariantCulture, $"end {processId}"));

    /// <summary>Adds a folder that must not outlive this process. Call it before anything runs there.</summary>
    public void Open(string folder) => Send($"folder {folder}");

    /// <summary>Removes a folder that was deleted.</summary>
    public void Close(string folder) => Send($"gone {folder}");

    /// <summary>Ends the guard, which ends all that is still open.</summary>
    public void Dispose() => _process.Dispose();

    private void Send(string line)
    {
        lock (_lock)
        {
            try
            {
                _input.WriteLine(line);
                _input.Flush();
            }
            catch (IOException)
            {
                // The guard was killed. The owner of each process and folder still ends it.
            }
        }
    }

    private static void Ignore(PosixSignalContext signal) => signal.Cancel = true;
}
