namespace ConcurrencyBench.Reporting.Documents;

/// <summary>Links between files of one tree.</summary>
internal static class RelativeLink
{
    /// <returns>From a folder to a file, with / between folders.</returns>
    public static string From(string folder, string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    /// <returns>A text whose paths start at a folder: a page travels, and where it was made is nobody's concern.</returns>
    public static string Within(string folder, string text)
    {
        // On Windows paths in messages are written either way, and both ways at once.
        string[] starts = [folder, folder.Replace(Path.DirectorySeparatorChar, '/')];
        return starts
            .SelectMany(start => new[] { start + Path.DirectorySeparatorChar, start + '/' })
            .Aggregate(text, (rest, start) => rest.Replace(start, "", StringComparison.Ordinal));
    }

    /// <returns>The link as a URL: whatever is in a name leads to the file, and nowhere else.</returns>
    public static string Encode(string link)
    {
        string[] segments = [.. link.Split('/').Select(Uri.EscapeDataString)];

        // What starts with a dot and a slash is a path; a first segment alone might be taken for a scheme.
        return string.Join('/', segments[0] is ".." or "." ? segments : [".", .. segments]);
    }
}
