using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers;

/// <summary>How a worker process is started.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string FileName, ImmutableArray<string> Arguments)
{
    private const string Folder = "worker";

    /// <summary>Finds the worker program that was built beside this one: in the folder <c>worker</c>, the program or its dll.</summary>
    /// <exception cref="WorkerStartException">It is not there; the message names the paths tried.</exception>
    public static WorkerCommand Find() => Find(AppContext.BaseDirectory);

    /// <inheritdoc cref="Find()"/>
    /// <param name="baseFolder">The folder that holds the folder <c>worker</c>.</param>
    internal static WorkerCommand Find(string baseFolder)
    {
        string program = Path.Combine(baseFolder, Folder, OperatingSystem.IsWindows() ? "Worker.exe" : "Worker");
        string library = Path.Combine(baseFolder, Folder, "Worker.dll");
        return File.Exists(program) ? new WorkerCommand(program, [])
            : File.Exists(library) ? new WorkerCommand(DotNetProgram, [library])
            : throw new WorkerStartException(
                $"There is no worker program: neither '{program}' nor '{library}' exists. Build the solution again."
            );
    }

    /// <summary>The installation of .NET that runs this process; the worker must not find another one, or none.</summary>
    internal static string DotNetFolder { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string DotNetProgram => Path.Combine(DotNetFolder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <returns>The same with further arguments.</returns>
    public WorkerCommand With(params ReadOnlySpan<string> arguments) => this with { Arguments = [.. Arguments, .. arguments] };

    /// <summary>The command line, for messages.</summary>
    public override string ToString() => string.Join(' ', [FileName, .. Arguments]);
}
