namespace ConcurrencyBench.Compare.Duets;

/// <summary>Names pipes so that nothing of them is left.</summary>
internal static class PipeName
{
    // The shortest limit for the path of a socket, that of macOS.
    private const int LongestPath = 103;

    /// <summary>Creates a name: on Unix a socket in a folder that has an owner, where its path is short enough.</summary>
    public static string Create(string folder, string name = "pipe")
    {
        string path = Path.Combine(folder, name);
        return OperatingSystem.IsWindows() || path.Length > LongestPath ? $"duet-{Guid.NewGuid():N}" : path;
    }
}
