using System.ComponentModel;

namespace ConcurrencyBench.Engines.Cluster.Networks;

/// <summary>Runs the system's tools for networks, <c>ip</c> and <c>tc</c>.</summary>
internal static class IpTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Runs a tool with words between spaces.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="NetworkException">There is no such tool, or it refuses.</exception>
    public static string Run(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ProcessStartInfo start = new(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
            {
                process.Kill();
                throw new NetworkException($"'{command}' took more than {Limit.TotalSeconds:F0} s.");
            }

            return process.ExitCode == 0
                ? output.GetAwaiter().GetResult()
                : throw new NetworkException($"'{command}' says: {error.GetAwaiter().GetResult().Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw new NetworkException($"'{words[0]}' cannot be started: {exception.Message}", exception);
        }
    }

    /// <summary>Runs a tool, and takes a refusal for an answer.</summary>
    /// <returns>False where it refuses.</returns>
    public static bool TryRun(string command)
    {
        try
        {
            Run(command);
            return true;
        }
        catch (NetworkException)
        {
            return false;
        }
    }
}

/// <summary>This machine does not give what a network of hosts needs; the message says why.</summary>
internal sealed class NetworkException(string message, Exception? innerException = null) : Exception(message, innerException);
