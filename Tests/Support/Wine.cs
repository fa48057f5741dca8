using System.Runtime.InteropServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>Windows programs under Wine. What it lacks is skipped there by name, with the reason.</summary>
internal static class Wine
{
    /// <summary>Whether this process runs under Wine, whose ntdll.dll exports its version.</summary>
    public static bool IsRunning { get; } =
        OperatingSystem.IsWindows() && NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);

    /// <summary>A limit for models of processes, which start slowly under Wine.</summary>
    public static TimeSpan Allow(TimeSpan limit) => IsRunning ? 4 * limit : limit;

    /// <summary>The most items for models that may start a process for each: under Wine each takes about a second.</summary>
    public static int AllowProcesses(int items) => IsRunning ? Math.Min(items, 6) : items;

    /// <summary>Why a test cannot use a Unix domain socket here; null where it can.</summary>
    public static string? LacksUnixSockets => IsRunning ? "Wine has no Unix domain sockets (AF_UNIX)." : null;

    /// <summary>Why a test cannot build a program here; null where it can.</summary>
    public static string? LacksSdk => IsRunning ? "The .NET SDK is not installed in Wine." : null;
}
