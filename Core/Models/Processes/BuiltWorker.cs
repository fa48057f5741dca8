using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>The worker program that was built beside this one: in the folder <c>worker</c>, the program or its dll.</summary>
public static class BuiltWorker
{
    private const string Folder = "worker";

    /// <returns>The command that starts it.</returns>
    /// <exception cref="WorkerStartException">It is not there; the message names the paths tried.</exception>
    public static WorkerCommand Find() => Find(AppContext.BaseDirectory);

    /// <inheritdoc cref="Find()"/>
    /// <param name="baseFolder">The folder that holds the folder <c>worker</c>.</param>
    internal static WorkerCommand Find(string baseFolder)
    {
        string program = Path.Combine(baseFolder, Folder, OperatingSystem.IsWindows() ? "Worker.exe" : "Worker");
        string library = Path.Combine(baseFolder, Folder, "Worker.dll");
        return File.Exists(program) ? new WorkerCommand(program, [])
            : File.Exists(library) ? new WorkerCommand(DotNetHost.FileName, [library])
            : throw new WorkerStartException(
                $"There is no worker program: neither '{program}' nor '{library}' exists. Build the solution again."
            );
    }
}
