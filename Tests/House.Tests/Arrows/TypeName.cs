namespace ConcurrencyBench.House.Tests.Arrows;

/// <summary>A type that is not nested.</summary>
/// <param name="Assembly">The name of its assembly.</param>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Name">Without the number of type parameters.</param>
internal readonly record struct TypeName(string Assembly, string Namespace, string Name)
{
    /// <summary>The first folder below the root namespace.</summary>
    /// <param name="rootNamespace">The root namespace of the type's project.</param>
    /// <returns>Empty for the root itself; null for a type that the compiler or a source generator puts elsewhere.</returns>
    public string? FindFolder(string rootNamespace)
    {
        // The class of top-level statements lies in the global namespace, and so do types of the compiler, which begin with '<'.
        if (Namespace == rootNamespace || (Namespace.Length == 0 && Name[0] != '<'))
        {
            return "";
        }

        return Namespace.StartsWith(rootNamespace + ".", StringComparison.Ordinal)
            ? Namespace[(rootNamespace.Length + 1)..].Split('.')[0]
            : null;
    }
}
