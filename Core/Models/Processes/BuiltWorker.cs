using System.Reflection.PortableExecutable;
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

    /// <returns>The way in which it is compiled: <c>Native AOT</c>, <c>ReadyToRun</c> or <c>JIT</c>; null where there is none.</returns>
    /// <remarks><c>Worker/Compilation</c> chooses it when the worker is built.</remarks>
    public static string? FindCompilation() => FindCompilation(AppContext.BaseDirectory);

    /// <inheritdoc cref="Find()"/>
    /// <param name="baseFolder">The folder that holds the folder <c>worker</c>.</param>
    internal static WorkerCommand Find(string baseFolder)
    {
        (string program, string library) = PathsIn(baseFolder);
        return File.Exists(program) ? new WorkerCommand(program, [])
            : File.Exists(library) ? new WorkerCommand(DotNetHost.FileName, [library])
            : throw new WorkerStartException(
                $"There is no worker program: neither '{program}' nor '{library}' exists. Build the solution again."
            );
    }

    /// <inheritdoc cref="FindCompilation()"/>
    /// <param name="baseFolder">The folder that holds the folder <c>worker</c>.</param>
    internal static string? FindCompilation(string baseFolder)
    {
        (string program, string library) = PathsIn(baseFolder);
        return File.Exists(library) ? (HasMachineCode(library) ? "ReadyToRun" : "JIT")
            : File.Exists(program) ? "Native AOT"
            : null;
    }

    private static (string Program, string Library) PathsIn(string baseFolder)
    {
        string folder = Path.Combine(baseFolder, Folder);
        return (Path.Combine(folder, OperatingSystem.IsWindows() ? "Worker.exe" : "Worker"), Path.Combine(folder, "Worker.dll"));
    }

    private static bool HasMachineCode(string library)
    {
        using PEReader reader = new(File.OpenRead(library));
        return reader.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: > 0 };
    }
}
