using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>As <see cref="UnixFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = new UnixFactAttribute().Skip;
}
