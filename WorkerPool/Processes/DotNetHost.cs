using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The installation of .NET that runs this process, so that a child finds no other one, or none.</summary>
internal static class DotNetHost
{
    private const string Name = "dotnet";

    /// <summary>Its folder: three levels above shared/Microsoft.NETCore.App/VERSION.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static readonly string Installed = Path.Combine(Folder, OperatingSystem.IsWindows() ? "dotnet.exe" : Name);

    /// <summary>Its <c>dotnet</c>; where it has none, the one in the path.</summary>
    public static string FileName { get; } = File.Exists(Installed) ? Installed : Name;

    /// <returns>True for the name of a library, which is run by <c>dotnet</c> and not by itself.</returns>
    public static bool IsLibrary(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    /// <returns>True for the name of a <c>dotnet</c>, wherever it is.</returns>
    public static bool IsDotNet(string path) => Path.GetFileNameWithoutExtension(path).Equals(Name, StringComparison.OrdinalIgnoreCase);
}
