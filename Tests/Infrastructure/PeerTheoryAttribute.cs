namespace ConcurrencyBench.Tests.Infrastructure;

/// <summary>As <see cref="PeerFactAttribute"/>, with data.</summary>
public sealed class PeerTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="PeerFactAttribute(string, bool)"/>
    public PeerTheoryAttribute(string language, bool needsProc)
    {
        Skip = PeerFactAttribute.ReasonToSkip(language, needsProc);
    }
}
