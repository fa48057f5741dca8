using System.ComponentModel;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>The end and the output of a tool.</summary>
/// <param name="IsSuccess">True when it ended in time with exit code 0.</param>
/// <param name="Output">Its standard output, trimmed.</param>
/// <param name="Error">Its error output, trimmed, or the reason why there is none.</param>
internal sealed record ToolResult(bool IsSuccess, string Output, string Error);

/// <summary>Asks a tool, such as git, for one answer.</summary>
internal static class ToolRunner
{
    private static readonly TimeSpan SmallToolLimit = TimeSpan.FromSeconds(5);

    /// <returns>The tool's output, trimmed; null when it is not there, fails, or takes more than 5 s (then it is killed).</returns>
    public static string? TryRead(string folder, string tool, params string[] arguments) =>
        Run(folder, SmallToolLimit, tool, arguments) is { IsSuccess: true } result ? result.Output : null;

    /// <summary>Runs a tool to its end, or kills it after the limit.</summary>
    public static ToolResult Run(string folder, TimeSpan limit, string tool, params string[] arguments)
    {
        List<string> output = [];
        List<string> error = [];
        try
        {
            ChildEnd end = ChildProcess.Run(new ChildCommand(tool, [.. arguments], folder, limit), output.Add, error.Add);
            return end.ExitCode is { } code
                ? new ToolResult(code == 0, string.Join('\n', output).Trim(), string.Join('\n', error).Trim())
                : new ToolResult(false, "", $"{tool} did not end within {limit.TotalSeconds:F0} s.");
        }
        catch (Win32Exception exception)
        {
            return new ToolResult(false, "", exception.Message);
        }
    }
}
