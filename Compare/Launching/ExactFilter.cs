namespace ConcurrencyBench.Compare.Launching;

/// <summary>BenchmarkDotNet's filter for one benchmark with its parameters.</summary>
internal static class ExactFilter
{
    /// <param name="fullName">The name in a report: namespace, type, method and all parameters.</param>
    /// <returns>
    /// A glob that the name matches. BenchmarkDotNet compares it with full names without regard to case; only <c>*</c> and
    /// <c>?</c> mean more than themselves, and nothing escapes them. A star in a name becomes a <c>?</c>, one character: "a*b"
    /// still selects "axb" as well, but nothing longer. So the names in the report must be checked.
    /// </returns>
    /// <remarks>
    /// Source: BenchmarkDotNet/Filters/GlobFilter.cs. 0.12 to 0.13.2 leave the parameters out of what they compare, and one version
    /// between 0.12 and 0.13 takes whatever begins with the pattern.
    /// </remarks>
    public static string FromFullName(string fullName) => fullName.Replace('*', '?');

    /// <returns>A glob of the benchmark's method with all its parameters; null where the benchmark has none.</returns>
    public static string? FromMethodOf(string fullName) =>
        fullName.IndexOf('(', StringComparison.Ordinal) is > 0 and var open ? FromFullName(fullName[..open]) : null;
}
