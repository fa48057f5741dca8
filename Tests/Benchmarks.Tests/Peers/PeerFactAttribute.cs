using System.Runtime.CompilerServices;
using ConcurrencyBench.Benchmarks.Peers;

namespace ConcurrencyBench.Benchmarks.Tests.Peers;

/// <summary>A test that needs a language beside C#. Where it is not installed, the test is skipped and says what is missing.</summary>
public sealed class PeerFactAttribute : FactAttribute
{
    /// <param name="language">The language's id.</param>
    /// <param name="needsProc">Whether the test looks into /proc as well.</param>
    /// <param name="sourceFilePath">The compiler gives it.</param>
    /// <param name="sourceLineNumber">The compiler gives it.</param>
    public PeerFactAttribute(
        string language,
        bool needsProc,
        [CallerFilePath] string? sourceFilePath = null,
        [CallerLineNumber] int sourceLineNumber = -1
    )
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = ReasonToSkip(language, needsProc);
    }

    internal static string? ReasonToSkip(string language, bool needsProc) =>
        (needsProc ? new LinuxFactAttribute().Skip : null) ?? PeerLanguage.All.Single(known => known.Id == language).ReasonToLeaveOut;
}
