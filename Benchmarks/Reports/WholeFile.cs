namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>Writes a file whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes it under a temporary name and then renames it.</summary>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, string content)
    {
        string temporary = $"{path}.tmp";
        try
        {
            File.WriteAllText(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
