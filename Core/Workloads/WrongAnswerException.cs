namespace ConcurrencyBench.Core.Workloads;

/// <summary>A model or kernel gave a wrong answer, so that its time means nothing.</summary>
public sealed class WrongAnswerException : Exception
{
    /// <param name="message">The wrong answer and the expected one.</param>
    public WrongAnswerException(string message)
        : base(message) { }
}
