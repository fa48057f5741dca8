namespace ConcurrencyBench.Workers.Processes;

/// <summary>Text files in which the system reports its state, such as those below /proc and /sys.</summary>
internal static class KernelFile
{
    /// <returns>The lines of a file; none where it is missing or cannot be read.</returns>
    public static string[] ReadLines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <returns>The first line, trimmed; null where there is none.</returns>
    public static string? ReadLine(string path) => ReadLines(path).FirstOrDefault()?.Trim();

    /// <returns>The text behind "NAME:" in a file of such lines, trimmed; null where there is none.</returns>
    public static string? ReadField(string path, string name) =>
        ReadLines(path).FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();
}
