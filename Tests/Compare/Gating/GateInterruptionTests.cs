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
            async id =>
            {
                // Some pairs are there, and a launch runs.
                while (Launches(path) < 14 || program.Running() is [])
                {
                    await Task.Delay(20);
                }

                OtherProcesses.Interrupt(id);
            });

        Assert.Equal(130, interrupted.ExitCode);
        Assert.Contains($"gate --resume {path}", interrupted.Error, StringComparison.Ordinal);
        Assert.Empty(program.Running());
        Assert.Empty(interrupted.Output);
        int kept = RunFile.Read(path).Launches.Count;

        ProgramRun resumed = await RunAsync(["gate", "--resume", path, "--fail-on", "nothing"], _ => Task.CompletedTask);
        Assert.True(resumed.ExitCode is 0 or 4, $"{resumed.ExitCode} {resumed.Output} {resumed.Error}");
        GateRun run = RunFile.Read(path);
        Assert.True(GateStages.IsFinished(run));
        Assert.True(run.Launches.Count > kept);
        Assert.Equal(2, run.Sessions.Count);
        Assert.Empty(program.Running());
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

        ProgramRun run = await RunAsync(["gate", "--resume", path], _ => Task.CompletedTask);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is not the program any more that this run began with", run.Error, StringComparison.Ordinal);
    }

    private static Task<ProgramRun> RunAsync(string[] arguments, Func<int, Task> meanwhile)
        => ProgramRun.RunAsync("Compare", arguments, Limit, environment: null, meanwhile: process => meanwhile(process.Id), assembly: "bdn-compare");

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
