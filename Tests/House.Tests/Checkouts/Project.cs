using System.Xml.Linq;

namespace ConcurrencyBench.House.Tests.Checkouts;

/// <summary>One project of a checkout, as its project file describes it.</summary>
/// <param name="Name">The name of the project file without its ending.</param>
/// <param name="Folder">The full path of the project's folder.</param>
/// <param name="AssemblyName">The name of its assembly.</param>
/// <param name="RootNamespace">The namespace of the files directly in its folder.</param>
/// <param name="Framework">The framework that it is built for.</param>
/// <param name="References">The names of the projects that it refers to in order to call them.</param>
/// <param name="Packages">The packages that it names.</param>
internal sealed record Project(
    string Name,
    string Folder,
    string AssemblyName,
    string RootNamespace,
    string Framework,
    ImmutableArray<string> References,
    ImmutableArray<string> Packages
)
{
    /// <summary>Reads a project file.</summary>
    /// <param name="file">Its full path.</param>
    public static Project Load(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        XElement root = XElement.Load(file);
        return new(
            name,
            Path.GetDirectoryName(file)!,
            FindProperty(root, "AssemblyName") ?? name,
            // Directory.Build.props sets it so for the projects that set none.
            FindProperty(root, "RootNamespace") ?? $"ConcurrencyBench.{name}",
            FindProperty(root, "TargetFramework") ?? "net10.0",
            [.. root.Descendants("ProjectReference").Where(IsCalled).Select(GetIncluded).Select(GetProjectName)],
            [.. root.Descendants("PackageReference").Select(GetIncluded)]
        );
    }

    /// <summary>The assembly's file as a build leaves it; it may be missing.</summary>
    /// <param name="configuration">Debug or Release.</param>
    public string GetAssemblyFile(string configuration) => Path.Combine(Folder, "bin", configuration, Framework, AssemblyName + ".dll");

    private static string? FindProperty(XElement root, string name) => root.Descendants(name).FirstOrDefault()?.Value;

    private static bool IsCalled(XElement reference) => (string?)reference.Attribute("ReferenceOutputAssembly") != "false";

    private static string GetIncluded(XElement item) => (string?)item.Attribute("Include") ?? "";

    private static string GetProjectName(string file) => Path.GetFileNameWithoutExtension(file.Replace('\\', '/'));
}
