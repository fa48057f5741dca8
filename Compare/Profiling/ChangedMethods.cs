using ConcurrencyBench.Compare.Code;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>The methods whose code differs between two programs, found by the names that the runtime gives them.</summary>
/// <param name="names">As <c>Space.Outer+Inner`1.Method</c>, without parameters: overloads of one name count together.</param>
internal sealed class ChangedMethods(ImmutableHashSet<string> names)
{
    /// <summary>Compares two output folders.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ChangedMethods Find(string baselineFolder, string candidateFolder) =>
        new([
            .. CodeChanges
                .Find(baselineFolder, candidateFolder)
                .Definitions.Where(definition => definition.Name.Length > 0)
                .Select(definition => $"{definition.Type.Name.FullName}.{definition.Name}"),
        ]);

    /// <param name="method">The runtime's name: <c>Space.Outer+Inner`1[System.__Canon].Method[System.Int32](int32)</c>.</param>
    public bool Contains(string method) => names.Contains(MethodName.RemoveArguments(method));
}
