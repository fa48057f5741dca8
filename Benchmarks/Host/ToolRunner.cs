using System.ComponentModel;
using System.Diagnostics;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>What a tool printed.</summary>
/// <param name="IsSuccess">Whether it ended in time with exit code 0.</param>
/// <param name="Output">What it printed to standard output, trimmed.</param>
/// <param name="Error">What it printed to stderr, trimmed, or why it printed nothing.</param>
internal sealed record ToolResult(bool IsSuccess, string Output, string Error);

/// <summary>Asks a tool, such as git, for one answer.</summary>
internal static class ToolRunner
{
    private static readonly TimeSpan SmallToolLimit = TimeSpan.FromSeconds(5);

    /// <returns>What the tool printed, trimmed; null when it is not there, fails, or takes more than 5 s (then it is killed).</returns>
    public static string? TryRead(string folder, string tool, params string[] arguments) =>
        Run(folder, SmallToolLimit, tool, arguments) is { IsSuccess: true } result ? result.Output : null;

    /// <summary>Runs a tool to its end, or kills it after the limit.</summary>
    public static ToolResult Run(string folder, TimeSpan limit, string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(limit))
            {
                process.Kill(entireProcessTree: true);
                return new ToolResult(false, "", $"{tool} did not end within {limit.TotalSeconds:F0} s.");
            }

            return Task.WaitAll([output, error], SmallToolLimit)
                ? new ToolResult(process.ExitCode == 0, output.Result.Trim(), error.Result.Trim())
                : new ToolResult(false, "", $"{tool} ended, but something that it started did not.");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return new ToolResult(false, "", exception.Message);
        }
    }
}
