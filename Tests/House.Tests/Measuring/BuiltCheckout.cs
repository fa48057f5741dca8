using ConcurrencyBench.House.Tests.Arrows;
using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Measuring;

/// <summary>What the built assemblies of a checkout say.</summary>
/// <param name="Products">The projects whose assemblies were read.</param>
/// <param name="Missing">The assemblies that have not been built.</param>
/// <param name="Arrows">The arrows between types, also those to other people's assemblies.</param>
internal sealed record BuiltCheckout(ImmutableArray<Project> Products, ImmutableArray<string> Missing, ImmutableArray<TypeArrow> Arrows)
{
    /// <summary>The assemblies that were built together with these tests.</summary>
    public static BuiltCheckout Current { get; } = Load(Checkout.Current, GetConfiguration());

    /// <summary>The arrows between the projects of the checkout.</summary>
    public ImmutableArray<GroupArrow> ProjectArrows => GroupArrow.Join(Arrows, type => FindProject(type)?.Name);

    /// <summary>Reads the assemblies of a checkout.</summary>
    /// <param name="checkout">The checkout.</param>
    /// <param name="configuration">Debug or Release.</param>
    public static BuiltCheckout Load(Checkout checkout, string configuration)
    {
        ILookup<bool, Project> isBuilt = checkout.Products.ToLookup(project => File.Exists(project.GetAssemblyFile(configuration)));
        return new(
            [.. isBuilt[true]],
            [.. isBuilt[false].Select(project => project.GetAssemblyFile(configuration))],
            AssemblyReader.Read([.. isBuilt[true].Select(project => project.GetAssemblyFile(configuration))])
        );
    }

    /// <summary>The configuration that these tests were built in.</summary>
    public static string GetConfiguration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The arrows between the first-level folders of a project.</summary>
    public ImmutableArray<GroupArrow> GetFolderArrows(Project project) =>
        GroupArrow.Join(Arrows, type => type.Assembly == project.AssemblyName ? type.FindFolder(project.RootNamespace) : null);

    private Project? FindProject(TypeName type) => Products.FirstOrDefault(project => project.AssemblyName == type.Assembly);
}
