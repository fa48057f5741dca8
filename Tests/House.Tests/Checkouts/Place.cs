namespace ConcurrencyBench.House.Tests.Checkouts;

/// <summary>A line of a source file.</summary>
/// <param name="Path">The file, relative to the checkout, with slashes.</param>
/// <param name="Line">Counted from 1.</param>
internal readonly record struct Place(string Path, int Line)
{
    public override string ToString() => $"{Path}:{Line}";
}
