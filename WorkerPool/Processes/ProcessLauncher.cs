using System.ComponentModel;
using System.Net.Sockets;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>Starts processes whose life follows their standard input.</summary>
internal static class ProcessLauncher
{
    /// <summary>The variable that lets debuggers and tracers attach to a program of .NET. Off unless it is set.</summary>
    public const string DiagnosticsVariable = "DOTNET_EnableDiagnostics";

    /// <summary>Sets the variables of a process that is to run with this one's .NET and to leave no file behind.</summary>
    public static void SetVariables(IDictionary<string, string?> environment)
    {
        if (DotNetHost.Folder is { } folder)
        {
            environment["DOTNET_ROOT"] = folder;
        }

        // A process that is killed would leave its diagnostics socket in the temporary folder.
        environment.TryAdd(DiagnosticsVariable, "0");
    }

    /// <summary>Starts a process with this one's priority. The caller owns it and its three streams.</summary>
    /// <exception cref="Win32Exception">The operating system does not start it.</exception>
    /// <exception cref="IOException">The folder to run in, or the library to run, is missing.</exception>
    public static Process Launch(ProcessStartInfo start) => WorkerStarter.Run(() => LaunchHere(start));

    /// <inheritdoc cref="Launch"/>
    /// <remarks>Only on the thread of <see cref="WorkerStarter"/>.</remarks>
    public static Process LaunchHere(ProcessStartInfo start)
    {
        StartCheck.ThrowIfMissing(start);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        Process process = Process.Start(start)!;
        try
        {
            TakeOverPriority(process);
            OrphanGuard.Current.Adopt(process);
            return process;
        }
        catch
        {
            ProcessTree.Kill(process);
            process.Dispose();
            throw;
        }
    }

    /// <returns>True when the system refuses what a start needs: the program, descriptors, memory, a place for a socket.</returns>
    public static bool IsRefusal(Exception exception) =>
        exception is Win32Exception or InvalidOperationException or IOException or UnauthorizedAccessException or SocketException;

    // On Windows a child starts with normal priority where its parent has a higher one; on Unix it inherits the parent's.
    private static void TakeOverPriority(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            using Process current = Process.GetCurrentProcess();
            try
            {
                process.PriorityClass = current.PriorityClass;
            }
            catch (Exception exception) when (EndedProcess.Explains(exception))
            {
                // It has ended already, which its reader sees.
            }
        }
    }
}
