namespace ConcurrencyBench.House.Tests.Arrows;

/// <summary>One type uses another.</summary>
internal readonly record struct TypeArrow(TypeName From, TypeName To)
{
    public override string ToString() => $"{From.Name} -> {To.Name}";
}
