namespace ConcurrencyBench.Compare.Profiling;

/// <summary>The lines above a method's body: its attributes and its signature, which can make it slower as well.</summary>
internal static class MethodHeader
{
    private const int MostLines = 40;

    /// <param name="lines">The file.</param>
    /// <param name="body">The first line of the body, from 1.</param>
    /// <returns>The first line of the attributes and the signature, from 1.</returns>
    public static int FindStart(ImmutableArray<string> lines, int body)
    {
        int first = body;
        while (first > 1 && body - first < MostLines && first - 2 < lines.Length && IsPart(lines[first - 2].Trim()))
        {
            first--;
        }

        return first;
    }

    // What is above ends with a blank line, a comment, or the end of another member or of the type's head.
    private static bool IsPart(string line) =>
        line.Length > 0 && line[^1] is not ('}' or ';' or '{') && !line.StartsWith("//", StringComparison.Ordinal);
}
