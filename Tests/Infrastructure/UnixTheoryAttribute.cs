namespace ConcurrencyBench.Tests.Infrastructure;

/// <summary>As <see cref="UnixFactAttribute"/>, with data.</summary>
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        Skip = new UnixFactAttribute().Skip;
    }
}
