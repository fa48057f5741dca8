using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Processes;

/// <summary>
/// A second process of this program that ends what this one has started when this one cannot any more: killed with SIGKILL, or by
/// the system for want of memory.
/// </summary>
/// <remarks>
/// It reads from this process, and sees the end of its input when this one has gone, however that happened. A net, no more: in
/// every other case whoever started a process ends it.
/// </remarks>
internal sealed class LaunchGuard : IDisposable
{
    /// <summary>The hidden verb that makes this program a guard.</summary>
    public const string Verb = "gate-guard";

    private const string Ready = "ready";

    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly OwnedProcess _process;
    private readonly TextWriter _input;

    private LaunchGuard(Process process)
    {
        _process = new OwnedProcess(process, ExitLimit);
        _input = process.StandardInput;
    }

    /// <summary>The guard's process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a guard, and waits until it is one: once a gate run is enough.</summary>
    /// <exception cref="UsageException">This program cannot be started a second time.</exception>
    public static LaunchGuard Start()
    {
        ProcessStartInfo start = new(DotNetHost.FileName, [typeof(LaunchGuard).Assembly.Location, Verb])
        {
            RedirectStandardInput = true,

            // It says one word, and must not hold open what others wait for the end of.
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // So that no folder is held by it.
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

    /// <summary>What the guard's own process does.</summary>
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

    /// <summary>A process that shall not outlive this one.</summary>
    public void Open(Process process) => Tell(string.Create(CultureInfo.InvariantCulture, $"start {process.Id}"));

    /// <summary>It has ended.</summary>
    public void Close(int processId) => Tell(string.Create(CultureInfo.InvariantCulture, $"end {processId}"));

    /// <summary>A folder that shall not outlive this one. Tell it before anything runs there.</summary>
    public void Open(string folder) => Tell($"folder {folder}");

    /// <summary>It has been deleted.</summary>
    public void Close(string folder) => Tell($"gone {folder}");

    /// <summary>Ends it; it ends what is still open.</summary>
    public void Dispose() => _process.Dispose();

    private void Tell(string line)
    {
        lock (_gate)
        {
            try
            {
                _input.WriteLine(line);
                _input.Flush();
            }
            catch (IOException)
            {
                // A net that has been taken away is no reason to stop: what is open is still owned here.
            }
        }
    }

    private static void Ignore(PosixSignalContext signal) => signal.Cancel = true;
}
