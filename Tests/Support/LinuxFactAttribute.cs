using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>A test that asks /proc.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = !OperatingSystem.IsLinux() ? "The test looks into /proc, which only Linux has." : null;
}
