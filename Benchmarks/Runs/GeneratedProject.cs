using System.Xml.Linq;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>The project of a program that BenchmarkDotNet generates.</summary>
internal static class GeneratedProject
{
    // What the program that measures finds beside itself.
    private static readonly ImmutableArray<string> Folders = ["worker", "cluster-host", "peers"];

    /// <summary>
    /// Lets it refer to what was built instead of the projects, so that the very files that the user has built are measured, and nobody
    /// waits until all of them have been compiled once more.
    /// </summary>
    /// <param name="project">The text that BenchmarkDotNet generates, for a folder in the output folder of the suite.</param>
    public static string ReferToFiles(string project)
    {
        XDocument document = XDocument.Parse(project);
        foreach (XElement reference in document.Descendants("ProjectReference").ToArray())
        {
            reference.ReplaceWith(new XElement("Reference", new XAttribute("Include", "../*.dll")), Folders.Select(Copy));
        }

        return document.ToString();
    }

    private static XElement Copy(string folder) =>
        new(
            "Content",
            new XAttribute("Include", $"../{folder}/**"),
            new XAttribute("Link", $"{folder}/%(RecursiveDir)%(Filename)%(Extension)"),
            new XAttribute("CopyToOutputDirectory", "PreserveNewest")
        );
}
