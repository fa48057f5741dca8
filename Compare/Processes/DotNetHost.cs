using System.Runtime.InteropServices;

namespace ConcurrencyBench.Compare.Processes;

/// <summary>The <c>dotnet</c> that programs are started with.</summary>
internal static class DotNetHost
{
    // Three levels above shared/Microsoft.NETCore.App/VERSION.
    private static readonly string Installed = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")
    );

    /// <summary>That of the installation that runs this process, so that no other one is found; where it has none, the one in the path.</summary>
    public static string FileName { get; } = File.Exists(Installed) ? Installed : "dotnet";
}
