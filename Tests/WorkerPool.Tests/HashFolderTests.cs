using System.Security.Cryptography;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The sample that newcomers copy.</summary>
public sealed class HashFolderTests : IDisposable
{
    private const string Project = "Tests/Programs/HashFolder";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AFolderWithAnInputThatCrashes_HashesAllOthers()
    {
        Skip.When(Wine.LacksSdk);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "deeper"));
        string[] names = [.. Enumerable.Range(10, 20).Select(number => $"file{number}"), Path.Combine("deeper", "large")];
        foreach (string name in names)
        {
            _folder.File(name, new string('x', name.Length * 30_000));
        }

        _folder.File("broken", "crash please");

        ProgramRun run = await ProgramRun.RunAsync(Project, [_folder.Path], Limit);

        IEnumerable<string> expected = names
            .Order(StringComparer.Ordinal)
            .Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder.Path, name))))}  {name}");
        Assert.Equal(expected, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains("broken: its worker was lost", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{names.Length + 1}/{names.Length + 1} ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Run_ALargeFile_SaysHowFarItIs()
    {
        Skip.When(Wine.LacksSdk);
        _folder.File("large", "");
        using (FileStream large = File.OpenWrite(Path.Combine(_folder.Path, "large")))
        {
            large.SetLength(40 << 20);
        }

        ProgramRun run = await ProgramRun.RunAsync(Project, [_folder.Path], Limit);
        Assert.Contains("large: 32 MiB", run.Error, StringComparison.Ordinal);
        Assert.Contains("1/1 large: 41943040 bytes", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [UnixFact]
    public async Task Run_AFileThatCannotBeRead_SaysWhyAndHashesTheOthers()
    {
        _folder.File("good", "");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "gone"), Path.Combine(_folder.Path, "no-such-file"));
        ProgramRun run = await ProgramRun.RunAsync(Project, [_folder.Path], Limit);
        Assert.Contains("gone: Could not find file", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("  good", run.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    /// <summary>A pipe that nothing is written to is a file that takes for ever, and its worker does not look at its token.</summary>
    [LinuxFact]
    public async Task Run_AnInterrupt_EndsAndLeavesNoProcess()
    {
        string endless = Path.Combine(_folder.Path, "endless");
        using (Process pipe = Process.Start("mkfifo", [endless]))
        {
            await pipe.WaitForExitAsync().WaitAsync(Limit);
        }

        using MarkedProcesses marked = new();
        ProcessStartInfo start = new("dotnet", [Path.Combine(ProgramRun.FolderOf(Project), "HashFolder.dll"), _folder.Path]);
        marked.Mark(start);
        Signals.RestoreInterrupt();
        FileStream? writer = null;
        ProgramRun run = await ProgramRun.RunAsync(
            start,
            Limit,
            async process =>
            {
                // The system opens one end of a pipe when somebody opens the other.
                writer = await Task.Run(() => new FileStream(endless, FileMode.Open, FileAccess.Write));
                OtherProcesses.Interrupt(process.Id);
            }
        );
        writer!.Dispose();
        Assert.Equal(130, run.ExitCode);
        Assert.Contains("Interrupted after 0 of 1 files.", run.Error, StringComparison.Ordinal);
        Assert.Empty(await marked.WaitForTheEndAsync(TimeSpan.Zero));
    }
}
