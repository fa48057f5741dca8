using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Gating.Runs;
using ConcurrencyBench.Tests.Compare.Gating.Programs;
using ConcurrencyBench.Tests.Infrastructure;

namespace ConcurrencyBench.Tests.Compare.Gating;

/// <summary>Ctrl-C, and going on afterwards, with real programs.</summary>
public sealed class GateInterruptionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [UnixFact]
    public async Task Gate_Interrupted_EndsItsLaunchKeepsItsFileAndGoesOn()
    {
        using SubjectCopy program = new();
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run", "gate.jsonl");
        ProgramRun interrupted = await RunAsync(
            ["gate", program.Program.Folder, program.Program.Folder, "--filter", "*.Spin", "--pairs", "6+9", "--seed", "3", "--folder", Path.GetDirectoryName(path)!],
            folder.Path,
            async id =>
            {
                while (Launches(path) < 14)
                {
                    await Task.Delay(20);
                }

                OtherProcesses.Interrupt(id);
            });

        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains($"gate --resume {path}", interrupted.Error, StringComparison.Ordinal);
        Assert.Empty(interrupted.Output);
        AssertNothingIsLeft(folder.Path);
        int kept = RunFile.Read(path).Launches.Count;

        ProgramRun resumed = await RunAsync(["gate", "--resume", path, "--fail-on", "nothing"], folder.Path, _ => Task.CompletedTask);
        Assert.True(resumed.ExitCode is 0 or 4, $"{resumed.ExitCode} {resumed.Output} {resumed.Error}");
        GateRun run = RunFile.Read(path);
        Assert.True(GateStages.IsFinished(run));
        Assert.True(run.Launches.Count > kept);
        Assert.Equal(2, run.Sessions.Count);
        AssertNothingIsLeft(folder.Path);
    }

    [Fact]
    public async Task Gate_ResumedWithAnotherProgram_IsRefused()
    {
        using SubjectCopy program = new();
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "gate.jsonl");
        using (RunFile file = RunFile.Create(path))
        {
            SideIdentity other = new(program.Program.Folder, "a folder", "no such hash");
            file.Append(new HeaderLine(HeaderLine.CurrentSchema, SimulatedGate.DefaultSettings, other, other));
        }

        ProgramRun run = await RunAsync(["gate", "--resume", path], folder.Path, _ => Task.CompletedTask);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not the program any more that this run began with", run.Error, StringComparison.Ordinal);
    }

    // Staged programs and launches are in the temporary folder, which is this test's own.
    private static Task<ProgramRun> RunAsync(string[] arguments, string folder, Func<int, Task> meanwhile)
        => ProgramRun.RunAsync(
            "Compare",
            arguments,
            Limit,
            new Dictionary<string, string> { ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "temporary")).FullName },
            process => meanwhile(process.Id),
            assembly: "bdn-compare");

    private static void AssertNothingIsLeft(string folder)
    {
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Path.Combine(folder, "temporary")), entry => Path.GetFileName(entry).StartsWith("bdn-compare", StringComparison.Ordinal));
        Assert.Empty(OtherProcesses.Naming(folder));
    }

    private static int Launches(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Split("\"line\":\"launch\"").Length - 1 : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
