using System.ComponentModel;
using System.Diagnostics;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>Asks a small tool, such as git, for one answer.</summary>
internal static class ToolOutput
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <returns>What the tool printed, trimmed; null when it is not there, fails, or takes more than 5 s (then it is killed).</returns>
    public static string? Read(string folder, string tool, params string[] arguments)
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
            if (!process.WaitForExit(Limit))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return Task.WaitAll([output, error], Limit) && process.ExitCode == 0 ? output.Result.Trim() : null;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}
