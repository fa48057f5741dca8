using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The installation of .NET that runs this process, so that a child finds no other one, or none.</summary>
internal static class DotNetHost
{
    /// <summary>Its folder: three levels above shared/Microsoft.NETCore.App/VERSION.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static readonly string Installed = Path.Combine(Folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Its <c>dotnet</c>; where it has none, the one in the path.</summary>
    public static string FileName { get; } = File.Exists(Installed) ? Installed : "dotnet";
}
