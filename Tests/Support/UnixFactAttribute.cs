using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>A test of something that Windows does not have, such as signals.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = OperatingSystem.IsWindows() ? "Windows has no signals." : null;
}
