namespace ConcurrencyBench.Tests.Support;

/// <summary>Reads pages as a reader sees their text: without the places where a browser may break a name.</summary>
internal static class PageText
{
    /// <returns>The page.</returns>
    public static string Read(string path) => File.ReadAllText(path).Replace("<wbr>", "", StringComparison.Ordinal);
}
