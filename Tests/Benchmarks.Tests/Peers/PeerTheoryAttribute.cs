using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Benchmarks.Tests.Peers;

/// <summary>As <see cref="PeerFactAttribute"/>, with data.</summary>
public sealed class PeerTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="PeerFactAttribute(string, bool, string, int)"/>
    public PeerTheoryAttribute(
        string language,
        bool needsProc,
        [CallerFilePath] string? sourceFilePath = null,
        [CallerLineNumber] int sourceLineNumber = -1
    )
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = PeerFactAttribute.ReasonToSkip(language, needsProc);
    }
}
