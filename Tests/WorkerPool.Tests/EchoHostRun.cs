using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>An echo worker's program as a host of workers. Unix only.</summary>
internal sealed class EchoHostRun : IDisposable
{
    private readonly Process _process;

    private EchoHostRun(Process process)
    {
        _process = process;
    }

    public int Id => _process.Id;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="temporaryFolder">Its temporary folder.</param>
    /// <param name="descriptors">The number of descriptors that it can have.</param>
    /// <param name="preparation">Shell commands to run before it; they see mounts of their own.</param>
    public static EchoHostRun Start(
        ImmutableArray<string> arguments,
        string temporaryFolder,
        int? descriptors = null,
        string preparation = ""
    )
    {
        string limit = descriptors is { } count ? string.Create(CultureInfo.InvariantCulture, $"ulimit -n {count}; ") : "";
        string[] command = ["/bin/sh", "-c", $"{preparation}{limit}exec \"$0\" \"$@\"", EchoPool.Command.FileName, .. arguments];
        string[] whole = preparation.Length > 0 ? ["unshare", "--mount", .. command] : command;
        ProcessStartInfo start = new(whole[0], whole[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = temporaryFolder;
        start.Environment["DOTNET_ROOT"] = DotNetHost.Folder;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new EchoHostRun(Process.Start(start)!);
    }

    /// <returns>The next line that it prints; null at its end.</returns>
    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(EchoPool.Limit);

    /// <returns>All that it prints.</returns>
    public async Task<string[]> ReadLinesAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
        await _process.WaitForExitAsync().WaitAsync(EchoPool.Limit);
        Assert.Equal(0, _process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.StandardInput.Dispose();
        _process.StandardOutput.Dispose();
        _process.Dispose();
    }
}
