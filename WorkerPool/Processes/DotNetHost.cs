using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The installation of .NET that runs this process, so that a child finds no other one, or none.</summary>
internal static class DotNetHost
{
    /// <summary>Its folder; null in a program that brings its own .NET, which is no installation that others can use.</summary>
    public static string? Folder { get; } = FindFolder(RuntimeEnvironment.GetRuntimeDirectory());

    private static readonly string? Installed = Folder is null
        ? null
        : Path.Combine(Folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Its <c>dotnet</c>; where it has none, the one in the path.</summary>
    public static string FileName { get; } = File.Exists(Installed) ? Installed : "dotnet";

    /// <param name="runtimeFolder">The folder of the runtime's own assemblies.</param>
    /// <returns>The installation three levels above, where there is one: DOTNET_ROOT/shared/Microsoft.NETCore.App/VERSION.</returns>
    public static string? FindFolder(string runtimeFolder)
    {
        string folder = Path.GetFullPath(Path.Combine(runtimeFolder, "..", "..", ".."));

        // A program looks for host/fxr below DOTNET_ROOT first, and finds no .NET where that is missing.
        return Directory.Exists(Path.Combine(folder, "host", "fxr")) ? folder : null;
    }
}
