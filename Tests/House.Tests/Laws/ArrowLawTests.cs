using ConcurrencyBench.House.Tests.Arrows;
using ConcurrencyBench.House.Tests.Checkouts;
using ConcurrencyBench.House.Tests.Measuring;

namespace ConcurrencyBench.House.Tests.Laws;

/// <summary>The laws of the arrows between projects and between the folders of each. The plan is in docs/adr/0001.</summary>
public sealed class ArrowLawTests
{
    [Fact]
    public void Projects_AreThoseOfTheTable() =>
        Assert.Equal(ProjectTable.AllowedUses.Keys, Checkout.Current.Products.Select(project => project.Name));

    [Fact]
    public void Assemblies_AreAllBuilt() =>
        Law.Holds("The arrows are read from built assemblies. Build House.Tests, which builds them all.", BuiltCheckout.Current.Missing);

    [Fact]
    public void Projects_UseOnlyWhatTheTableAllows() =>
        Law.Holds(
            $"A project uses only the projects that {nameof(ProjectTable)} allows.",
            BuiltCheckout.Current.ProjectArrows.Where(arrow => !ProjectTable.IsAllowed(arrow.From, arrow.To))
        );

    [Fact]
    public void Projects_ReferOnlyToWhatTheTableAllows() =>
        Law.Holds(
            $"A project file refers only to the projects that {nameof(ProjectTable)} allows.",
            Checkout.Current.Products.SelectMany(project =>
                project.References.Where(used => !ProjectTable.IsAllowed(project.Name, used)).Select(used => $"{project.Name} -> {used}")
            )
        );

    [Theory]
    [InlineData("Analysis")]
    [InlineData("Reporting")]
    public void LibrariesForAnyProgram_KnowNeitherCoreNorBenchmarkDotNet(string name)
    {
        Project project = ProjectTable.GetProject(name);
        string core = ProjectTable.GetProject("Core").AssemblyName;
        Law.Holds(
            $"{name} reads the reports of any program, so it knows neither Core nor BenchmarkDotNet.",
            BuiltCheckout.Current.Arrows.Where(arrow => arrow.From.Assembly == project.AssemblyName && IsForbidden(arrow.To.Assembly, core))
        );
        Assert.DoesNotContain(project.Packages, package => IsForbidden(package, core));
        Assert.DoesNotContain("Core", project.References);
    }

    [Theory]
    [MemberData(nameof(ProjectTable.Names), MemberType = typeof(ProjectTable))]
    public void Folders_FormNoCircle(string name) =>
        Law.Holds(
            $"The arrows between the folders of {name} point one way.",
            Circle.Find(BuiltCheckout.Current.GetFolderArrows(ProjectTable.GetProject(name)))
        );

    [Fact]
    public void Namespaces_AreThoseOfTheirFolders() =>
        Law.Holds(
            "A namespace is the root namespace of the project and the path of the folder.",
            SourceReport.FindMisplacedNamespaces(Checkout.Current)
        );

    private static bool IsForbidden(string assembly, string core) =>
        assembly == core || assembly.StartsWith("BenchmarkDotNet", StringComparison.Ordinal);
}
