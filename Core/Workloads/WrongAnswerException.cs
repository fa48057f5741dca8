namespace ConcurrencyBench.Core.Workloads;

/// <summary>A model or kernel gave a wrong answer; whatever time it took is worth nothing.</summary>
public sealed class WrongAnswerException : Exception
{
    /// <summary>Says which answer is wrong, what was expected, and what came.</summary>
    public WrongAnswerException(string message)
        : base(message) { }
}
