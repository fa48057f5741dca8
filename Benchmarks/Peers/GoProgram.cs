using System.Security.Cryptography;
using System.Text;
using ConcurrencyBench.Benchmarks.Host;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>The Go server, built once for each version of its source and of Go, into the user's cache folder.</summary>
internal static class GoProgram
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(3);

    /// <param name="go">The Go tool.</param>
    /// <param name="sources">The folder of the program.</param>
    /// <returns>The program's path.</returns>
    /// <exception cref="PeerException">Go cannot build it.</exception>
    public static string Build(string go, string sources)
    {
        string folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "ConcurrencyBench"
        );
        Directory.CreateDirectory(folder);
        string program = Path.Combine(folder, $"go-peer-{HashOf(go, sources)}{(OperatingSystem.IsWindows() ? ".exe" : "")}");
        if (!File.Exists(program))
        {
            BuildTo(program, go, sources);
        }

        return program;
    }

    // Another process may build it at the same time. The last one wins, and all results are the same.
    private static void BuildTo(string program, string go, string sources)
    {
        string temporary = $"{program}.{Environment.ProcessId}.tmp";
        try
        {
            ToolResult built = ToolRunner.Run(sources, BuildLimit, go, "build", "-trimpath", "-buildvcs=false", "-o", temporary, ".");
            if (!built.IsSuccess)
            {
                throw new PeerException($"Go cannot build the program in {sources}: {built.Error}");
            }

            File.Move(temporary, program, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string HashOf(string go, string sources)
    {
        StringBuilder text = new(ToolRunner.TryRead(sources, go, "version") ?? throw new PeerException($"'{go} version' does not work."));
        foreach (string file in Directory.GetFiles(sources).Order(StringComparer.Ordinal))
        {
            text.Append(File.ReadAllText(file));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
