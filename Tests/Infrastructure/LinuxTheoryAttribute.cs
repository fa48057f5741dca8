namespace ConcurrencyBench.Tests.Infrastructure;

/// <summary>As <see cref="LinuxFactAttribute"/>, with data.</summary>
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        Skip = new LinuxFactAttribute().Skip;
    }
}
