using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Tests.Support;

/// <summary>
/// xunit's own attribute with a time limit. It lies in the namespace that all tests share, so that [Fact] is this one everywhere.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public class FactAttribute : Xunit.FactAttribute
{
    public FactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = TestLimit.Usual;
}
