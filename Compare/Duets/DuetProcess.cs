using System.IO.Pipes;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>A process of a program that serves its benchmarks, and the owner of it: when this is disposed, it is gone.</summary>
internal sealed class DuetProcess : IDisposable
{
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    private readonly DuetProgram _program;
    private readonly OwnedFolder _folder;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _kill;
    private readonly OutputTail _output = new();
    private readonly NamedPipeServerStream _pipe;
    private readonly Task<ChildEnd> _run;

    private DuetProcess(DuetProgram program, string temporaryFolder, LaunchGuard? guard, CancellationToken cancellation)
    {
        _program = program;
        _cancellation = cancellation;
        _kill = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _folder = OwnedFolder.Create(temporaryFolder, "duet", guard);
        string pipe = PipeName.Create(_folder.Path);
        _pipe = new NamedPipeServerStream(
            pipe,
            PipeDirection.InOut,
            maxNumberOfServerInstances: 1,
            PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        string work = _folder.CreateFolder("work");
        ContentLinks.Create(program.Files.Folder, work);
        DiagnosticPort = program.AllowsDiagnostics ? PipeName.Create(_folder.Path, "diagnostics") : null;
        ChildCommand command = program.CreateCommand(work, pipe, DiagnosticPort);
        _run = Task.Factory.StartNew(
            () => GuardedRun.Run(guard, command, _output.Add, _output.Add, _kill.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>The pipe to the program.</summary>
    public Stream Pipe => _pipe;

    /// <summary>The port to which it connects as soon as a profiler listens there; null for none.</summary>
    public string? DiagnosticPort { get; }

    /// <summary>The name of the program's assembly, for messages.</summary>
    public string Assembly => _program.Files.Assembly;

    /// <summary>The path of the program's assembly.</summary>
    public string Path => _program.Files.Path;

    /// <summary>Starts a process, and waits until its hook has connected.</summary>
    /// <param name="program">The program.</param>
    /// <param name="temporaryFolder">The folder around that of the process.</param>
    /// <param name="guard">Ends the process when this one is killed; null for none.</param>
    /// <param name="limit">The time until it must have connected.</param>
    /// <param name="cancellation">Ends the process, at any time.</param>
    /// <exception cref="DuetException">It did not connect.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process is gone.</exception>
    public static DuetProcess Start(
        DuetProgram program,
        string temporaryFolder,
        LaunchGuard? guard,
        TimeSpan limit,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        DuetProcess process = new(program, temporaryFolder, guard, cancellation);
        try
        {
            process.WaitForConnection(limit);
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends the process at once; a request that waits for it fails.</summary>
    public void Kill() => _kill.Cancel();

    /// <summary>Describes why the pipe has ended.</summary>
    /// <param name="activity">The activity of the program, such as <c>running X</c>.</param>
    /// <exception cref="OperationCanceledException">The whole run was cancelled.</exception>
    public DuetFault DescribeLoss(string activity)
    {
        bool hasEnded = WaitForEnd(ExitLimit);
        _cancellation.ThrowIfCancellationRequested();
        string end =
            hasEnded && _run is { IsCompletedSuccessfully: true, Result.ExitCode: { } code }
                ? LaunchText.FormatEnd(code)
                : "closed its pipe";
        return new DuetFault(
            DuetFaultKind.Crashed,
            _output.FormatBelow($"{Assembly} {end} while {activity}.{LaunchText.FormatError(_output)}")
        );
    }

    /// <summary>Closes the pipe, at which the process ends; it is killed when it does not.</summary>
    public void Dispose()
    {
        _pipe.Dispose();
        if (!WaitForEnd(ExitLimit))
        {
            Kill();
            WaitForEnd(KillLimit);
        }

        _folder.Dispose();
        _kill.Dispose();
    }

    private void WaitForConnection(TimeSpan limit)
    {
        Task connection = _pipe.WaitForConnectionAsync(_kill.Token);
        Task first = Task.WhenAny(connection, _run, Task.Delay(limit, CancellationToken.None)).GetAwaiter().GetResult();
        _cancellation.ThrowIfCancellationRequested();
        if (first == connection)
        {
            return;
        }

        string outcome = first == _run ? FormatStartFailure() : $"does not load {DuetProgram.Hook} within {LaunchText.FormatLimit(limit)}";
        throw new DuetException(
            new DuetFault(
                DuetFaultKind.NotStarted,
                _output.FormatBelow(
                    $"{Assembly} {outcome}.{LaunchText.FormatError(_output)} It is measured in processes of its own instead."
                )
            )
        );
    }

    // An exception of the start itself, for example where there is no dotnet, is passed on.
    private string FormatStartFailure() =>
        _run.GetAwaiter().GetResult().ExitCode is { } code ? $"{LaunchText.FormatEnd(code)} before it served its benchmarks" : "was ended";

    private bool WaitForEnd(TimeSpan limit) => ((IAsyncResult)_run).AsyncWaitHandle.WaitOne(limit);
}
