namespace ConcurrencyBench.Compare.Rendering;

/// <summary>Links between files of one tree.</summary>
internal static class RelativeLink
{
    /// <returns>From a folder to a file, with / between folders.</returns>
    public static string From(string folder, string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    /// <returns>The link as a URL: whatever is in a name leads to the file, and nowhere else.</returns>
    public static string Encode(string link)
    {
        string[] segments = [.. link.Split('/').Select(Uri.EscapeDataString)];

        // What starts with a dot and a slash is a path; a first segment alone might be taken for a scheme.
        return string.Join('/', segments[0] is ".." or "." ? segments : [".", .. segments]);
    }
}
