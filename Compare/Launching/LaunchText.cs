namespace ConcurrencyBench.Compare.Launching;

/// <summary>Parts of the messages about launches.</summary>
internal static class LaunchText
{
    /// <returns>" " and the first error that the program printed, or "".</returns>
    public static string FormatError(OutputTail tail) => tail.FirstError is { } error ? $" {error}" : "";

    public static string FormatEnd(int exitCode) => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {exitCode}");

    public static string FormatLimit(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.#} s");
}
