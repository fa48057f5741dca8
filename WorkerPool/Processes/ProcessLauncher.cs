using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>Starts processes of the worker program. The only place that starts any.</summary>
internal static class ProcessLauncher
{
    /// <summary>Starts a process with this one's .NET and priority. The caller owns it and its three streams.</summary>
    /// <exception cref="WorkerStartException">The operating system does not start it.</exception>
    public static Process Launch(WorkerCommand command) => WorkerStarter.Run(() => LaunchHere(command));

    /// <inheritdoc cref="Launch"/>
    /// <remarks>Only on the thread of <see cref="WorkerStarter"/>.</remarks>
    public static Process LaunchHere(WorkerCommand command, WorkerSettings? settings = null)
    {
        ProcessStartInfo start = new(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ROOT"] = WorkerCommand.DotNetFolder;

        // A worker that is killed would leave its diagnostics socket in the temporary folder.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";

        foreach ((string name, string? value) in settings?.ToEnvironment() ?? [])
        {
            start.Environment[name] = value;
        }

        try
        {
            Process process = Process.Start(start)!;
            TakeOverPriority(process);
            OrphanGuard.Current.Adopt(process);
            return process;
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            throw NotStarted(command, exception);
        }
    }

    /// <summary>Whether the system refuses what a start needs: the program, descriptors, memory, a place for a socket.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is Win32Exception or InvalidOperationException or IOException or UnauthorizedAccessException or SocketException;

    public static WorkerStartException NotStarted(WorkerCommand command, Exception exception) =>
        new(
            $"The worker program '{command}' cannot be started: {exception.Message}. Build the solution again, or look at the file's permissions.",
            exception
        );

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
            catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
            {
                // It has ended already, which the reader will tell.
            }
        }
    }
}
