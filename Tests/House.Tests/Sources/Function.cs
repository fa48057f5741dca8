using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>A function with a body.</summary>
/// <param name="Name">With its type, for example <c>Circle.Find</c>.</param>
/// <param name="Place">Where its signature begins.</param>
/// <param name="Lines">From its signature to its end, without documentation and attributes.</param>
internal sealed record Function(string Name, Place Place, int Lines)
{
    public override string ToString() => $"{Place}: {Name} has {Lines} lines";
}
