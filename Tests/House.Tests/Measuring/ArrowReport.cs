using ConcurrencyBench.House.Tests.Arrows;
using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Measuring;

/// <summary>Prints what the built assemblies of a checkout say.</summary>
internal static class ArrowReport
{
    /// <summary>Writes the arrows between projects and between the folders of each, then the circles.</summary>
    public static void Write(BuiltCheckout built, TextWriter output)
    {
        WriteLines("Assemblies that have not been built", built.Missing, output);
        WriteLines("Arrows between projects", built.ProjectArrows.Select(Show), output);
        foreach (Project project in built.Products)
        {
            ImmutableArray<GroupArrow> arrows = built.GetFolderArrows(project);
            WriteLines($"Arrows between the folders of {project.Name}", arrows.Select(Show), output);
            WriteLines($"Circles of folders in {project.Name}", Circle.Find(arrows).Select(circle => circle.ToString()), output);
        }
    }

    private static string Show(GroupArrow arrow) => $"({arrow.Types.Length}) {arrow}";

    private static void WriteLines(string title, IEnumerable<string> lines, TextWriter output)
    {
        ImmutableArray<string> all = [.. lines];
        output.WriteLine($"\n== {title}: {all.Length}");
        foreach (string line in all)
        {
            output.WriteLine($"  {line}");
        }
    }
}
