namespace ConcurrencyBench.Analysis.Loading;

/// <summary>A report cannot be read or makes no sense; the message is one line that names the file and says what to do.</summary>
/// <param name="path">The file or folder.</param>
/// <param name="reason">The fault and the remedy, as the rest of a sentence.</param>
public sealed class ReportFormatException(string path, string reason) : Exception($"{path}: {reason}")
{
    /// <summary>The file or folder.</summary>
    public string Path { get; } = path;

    /// <summary>The fault and the remedy.</summary>
    public string Reason { get; } = reason;
}
