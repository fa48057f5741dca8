using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>A number whose name promises a time and does not say its unit.</summary>
internal sealed record UnitlessTime(Place Place, string Type, string Name)
{
    public override string ToString() => $"{Place}: {Type} {Name}";
}
