using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers;

/// <summary>The command that starts a worker process.</summary>
/// <param name="FileName">
/// The program. One without a folder is looked for beside the host's program, in its current folder and in PATH.
/// </param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string FileName, ImmutableArray<string> Arguments)
{
    /// <summary>Environment variables that are set over those of the host; null takes one away.</summary>
    /// <remarks>The pool sets those whose names begin with <c>WORKERPOOL_</c> itself.</remarks>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The folder in which the worker runs; null means the current folder of the host.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>The name of the program, without its folder and ending.</summary>
    internal string ProgramName =>
        Path.GetFileNameWithoutExtension(
            DotNetHost.IsDotNet(FileName) ? Arguments.FirstOrDefault(DotNetHost.IsLibrary) ?? FileName : FileName
        );

    /// <summary>The command that runs a .NET program by its library, with the .NET that runs the host.</summary>
    /// <param name="library">Its file, such as <c>MyWorker.dll</c>; a relative path begins at the folder of the host's program.</param>
    /// <param name="arguments">The program's arguments.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static WorkerCommand DotNet(string library, params ReadOnlySpan<string> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(library);
        return new WorkerCommand(DotNetHost.FileName, [Path.GetFullPath(library, AppContext.BaseDirectory), .. arguments]);
    }

    /// <summary>The command that starts the program that runs now once more, for programs that are both host and worker.</summary>
    /// <param name="arguments">Its arguments, by which it knows that it is to be a worker.</param>
    /// <exception cref="InvalidOperationException">The path of this program is unknown.</exception>
    public static WorkerCommand ThisProgram(params ReadOnlySpan<string> arguments)
    {
        string program = System.Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        return DotNetHost.IsDotNet(program)
            ? DotNet(Path.GetFileName(System.Environment.GetCommandLineArgs()[0]), arguments)
            : new WorkerCommand(program, [.. arguments]);
    }

    /// <returns>The same with further arguments.</returns>
    public WorkerCommand With(params ReadOnlySpan<string> arguments) => this with { Arguments = [.. Arguments, .. arguments] };

    /// <summary>The command line, for messages.</summary>
    public override string ToString() => string.Join(' ', [FileName, .. Arguments]);

    /// <summary>Starts the program outside of any pool, to talk to it directly.</summary>
    /// <exception cref="WorkerStartException">The operating system does not start it.</exception>
    internal OwnedProcess Start()
    {
        try
        {
            return OwnedProcess.Start(ToStartInfo());
        }
        catch (Exception exception) when (ProcessLauncher.IsRefusal(exception))
        {
            throw new WorkerStartException(DescribeRefusal(exception), exception);
        }
    }

    internal ProcessStartInfo ToStartInfo()
    {
        ProcessStartInfo start = new(FileName, Arguments) { WorkingDirectory = WorkingFolder ?? "" };
        ProcessLauncher.SetVariables(start.Environment);
        foreach ((string name, string? value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <exception cref="ArgumentException">The program is a library of .NET, which the system does not execute.</exception>
    internal void ThrowIfLibrary(string parameter)
    {
        if (DotNetHost.IsLibrary(FileName))
        {
            throw new ArgumentException(
                $"'{FileName}' is a library, which the system does not execute. Use WorkerCommand.DotNet(\"{FileName}\"), or the "
                    + $"program '{Path.GetFileNameWithoutExtension(FileName)}' that is built beside it.",
                parameter
            );
        }
    }

    /// <returns>The message for a program that the system does not start.</returns>
    internal string DescribeRefusal(Exception reason) => StartRefusal.Describe(this, reason);
}
