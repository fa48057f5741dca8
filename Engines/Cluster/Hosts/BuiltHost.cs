using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Engines.Cluster.Hosts;

/// <summary>The host program that was built beside this one, in the folder <c>cluster-host</c>.</summary>
internal static class BuiltHost
{
    private const string Folder = "cluster-host";

    /// <summary>The folder of its files, with a separator at the end; null where there is none.</summary>
    public static string? FindFolder() => File.Exists(Library) ? Path.GetDirectoryName(Library) + Path.DirectorySeparatorChar : null;

    /// <summary>The command that starts a host which ends with this process.</summary>
    /// <exception cref="HostException">The program is not there.</exception>
    public static WorkerCommand Command(HostArguments arguments) =>
        File.Exists(Library)
            ? WorkerCommand.DotNet(Library, (arguments with { IsOwned = true }).ToCommandLine().AsSpan())
            : throw new HostException($"There is no host program: '{Library}' does not exist. Build the solution again.");

    private static string Library => Path.Combine(AppContext.BaseDirectory, Folder, "ClusterHost.dll");
}
