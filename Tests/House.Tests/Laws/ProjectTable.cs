using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Laws;

/// <summary>The projects that are not for tests, and what each may use.</summary>
internal static class ProjectTable
{
    /// <summary>The projects with the projects that each may use. A new project is one line here.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> AllowedUses { get; } =
        new Dictionary<string, ImmutableArray<string>>
        {
            ["Actors"] = ["Core"],
            ["Analysis"] = [],
            ["Benchmarks"] = ["Core", "Actors", "Cluster", "Reactive", "WorkerPool", "Analysis", "Reporting"],
            ["Cluster"] = ["Core", "WorkerPool"],
            ["ClusterHost"] = ["Cluster"],
            ["Compare"] = ["Reporting", "Analysis", "WorkerPool"],
            ["Core"] = ["WorkerPool"],
            ["Duet"] = [],
            ["Reactive"] = ["Core"],
            ["Reporting"] = ["Analysis"],
            ["Worker"] = ["Core", "WorkerPool"],
            ["WorkerPool"] = [],
            ["WorkerPool.Hosting"] = ["WorkerPool"],
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The names of the projects, for theories.</summary>
    public static TheoryData<string> Names => [.. AllowedUses.Keys];

    /// <summary>True where the table has the arrow.</summary>
    public static bool IsAllowed(string from, string to) =>
        AllowedUses.TryGetValue(from, out ImmutableArray<string> uses) && uses.Contains(to);

    /// <summary>The project of this checkout with a name of the table.</summary>
    public static Project GetProject(string name) =>
        Checkout.Current.Products.SingleOrDefault(project => project.Name == name)
        ?? throw new InvalidOperationException($"This checkout has no project {name}. Add it, or take it out of {nameof(ProjectTable)}.");
}
