using System.Globalization;

namespace ConcurrencyBench.Core.Workers;

/// <summary>How a worker process ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and more by signal on Unix, as shells report it.</param>
/// <param name="ErrorTail">The last that it wrote to stderr.</param>
/// <param name="ProtocolError">What was wrong with what it sent, for which it was killed; or null.</param>
internal sealed record WorkerExit(int ExitCode, string ErrorTail, string? ProtocolError)
{
    /// <summary>The signal that ended it, or null.</summary>
    public int? Signal => !OperatingSystem.IsWindows() && ExitCode is > 128 and < 128 + 65 ? ExitCode - 128 : null;

    /// <summary>One line.</summary>
    public string Describe()
    {
        string how = ProtocolError is not null ? $"it sent what no worker sends ({ProtocolError}) and was killed"
            : Signal is { } signal ? string.Create(CultureInfo.InvariantCulture, $"signal {signal} ended it")
            : string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {ExitCode}");
        return ErrorTail.Length == 0 ? $"{how}." : $"{how}. It wrote: {ErrorTail}";
    }
}
