using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>As <see cref="LinuxFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = new LinuxFactAttribute().Skip;
}
