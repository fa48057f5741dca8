using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Gating.Runs;
using ConcurrencyBench.Compare.Judging;
using ConcurrencyBench.Tests.Compare.Gating.Programs;
using ConcurrencyBench.Tests.Infrastructure;

namespace ConcurrencyBench.Tests.Compare.Gating;

/// <summary>Ctrl-C, and going on afterwards, with real programs.</summary>
public sealed class GateInterruptionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>A candidate twice as slow in part, and broken in part; Ctrl-C on the way.</summary>
    [UnixFact]
    public async Task Gate_InterruptedAndResumed_LeavesNothingRunningAndSaysAllOfIt()
    {
        using SubjectCopy baseline = new("""{ "faults": ["Throw"] }""");
        using SubjectCopy candidate = new("""{ "slowdown": { "Spin": 2 }, "hidden": ["Allocate"], "faults": ["Throw", "Crash"] }""");
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run", "gate.jsonl");
        ProgramRun interrupted = await RunAsync(
            [
                "gate", baseline.Program.Folder, candidate.Program.Folder, "--filter", "*.Spin", "--filter", "*Allocate", "--filter", "*Faulty*",
                "--pairs", "6+9", "--seed", "3", "--folder", Path.GetDirectoryName(path)!,
            ],
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

        string output = Path.Combine(folder.Path, "verdict.md");
        string[] finish = ["gate", "--resume", path, "-o", output, "-o", Path.Combine(folder.Path, "verdict.html")];
        ProgramRun resumed = await RunAsync(finish, folder.Path, _ => Task.CompletedTask);

        // Other tests run beside this one, so the controls may have moved.
        Assert.True(resumed.ExitCode is 2 or 4, $"{resumed.ExitCode}\n{resumed.Output}\n{resumed.Error}");
        AssertNothingIsLeft(folder.Path);
        GateRun run = RunFile.Read(path);
        Assert.True(run.Launches.Count > kept);
        Assert.Equal((true, 2), (GateStages.IsFinished(run), run.Sessions.Count));
        CellResult cell = Assert.Single(GateResult.Of(run).Cells);
        Assert.Equal(($"{SubjectCopy.Class}.Spin", Verdict.Slower), (cell.Plan.Cell, cell.Judgement.Verdict));
        Assert.InRange(Math.Exp(cell.Judgement.Assessment.Estimate!.Value.Value), 1.5, 2.7);
        Assert.Contains("Missing from the candidate: SubjectBenchmarks.Allocate", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("FaultyBenchmarks.Crash", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("Failed in the baseline: FaultyBenchmarks.Throw", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("**Slower by", File.ReadAllText(output), StringComparison.Ordinal);
        Assert.Contains("gate-pairs", File.ReadAllText(Path.Combine(folder.Path, "verdict.html")), StringComparison.Ordinal);

        // All of it again from the file alone, and nothing is run for it.
        CompareRun again = CompareRun.Of("gate", "--resume", path);
        Assert.Equal(resumed.ExitCode, again.ExitCode);
        Assert.Equal(run.Launches.Count, RunFile.Read(path).Launches.Count);
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
