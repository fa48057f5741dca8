using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Tests.Launching;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>Ctrl-C, and going on afterwards, with real programs.</summary>
public sealed class GateInterruptionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [UnixFact]
    public async Task Gate_Interrupted_LeavesNothingRunningAndSaysHowToGoOn()
    {
        using SubjectCopy program = new();
        using TemporaryFolder folder = new();
        string path = await InterruptedAsync(folder.Path, program.Program.Folder, program.Program.Folder, launches: 3, "*.Spin");
        GateRun run = RunFile.Read(path);
        Assert.NotEmpty(run.Launches);
        Assert.All(run.Launches, launch => Assert.Null(launch.Fault));
    }

    /// <summary>A candidate far slower in part, and broken in part; Ctrl-C on the way.</summary>
    [UnixFact(Timeout = TestLimit.Long), Trait("Length", "Long")]
    public async Task Gate_InterruptedAndResumed_SaysAllOfIt()
    {
        using SubjectCopy baseline = new("""{ "faults": ["Throw"] }""");
        using SubjectCopy candidate = new("""{ "slowdown": { "Spin": 4 }, "hidden": ["Allocate"], "faults": ["Throw", "Crash"] }""");
        using TemporaryFolder folder = new();
        string path = await InterruptedAsync(
            folder.Path,
            baseline.Program.Folder,
            candidate.Program.Folder,
            launches: 14,
            "*.Spin",
            "*Allocate",
            "*Faulty*"
        );
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
        PairedJudgement judgement = GateResult
            .FromRun(run)
            .Benchmarks.Single(benchmark => benchmark.Plan.Name == $"{SubjectCopy.Class}.Spin")
            .Judgement;
        Assert.Equal(Verdict.Slower, judgement.Verdict);
        Assert.InRange(Math.Exp(judgement.Assessment.Estimate!.Value.Value), 2.5, 6);
        Assert.Contains("Missing from the candidate: SubjectBenchmarks.Allocate", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("FaultyBenchmarks.Crash", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("Failed in the baseline: FaultyBenchmarks.Throw", resumed.Output, StringComparison.Ordinal);
        Assert.Contains("**Slower by", File.ReadAllText(output), StringComparison.Ordinal);
        Assert.Contains("gate-pairs", File.ReadAllText(Path.Combine(folder.Path, "verdict.html")), StringComparison.Ordinal);

        // All of it again from the file alone, and nothing is run for it.
        CompareRun again = CompareRun.Run("gate", "--resume", path);
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
        Assert.Contains("is no longer the program that this run began with", run.Error, StringComparison.Ordinal);
    }

    private static async Task<string> InterruptedAsync(
        string folder,
        string baseline,
        string candidate,
        int launches,
        params string[] filters
    )
    {
        string path = Path.Combine(folder, "run", "gate.jsonl");
        ProgramRun run = await RunAsync(
            [
                "gate",
                baseline,
                candidate,
                .. filters.SelectMany(filter => new[] { "--filter", filter }),
                "--measure-same",
                "--launches",
                "--pairs",
                "6+12",
                "--tolerance",
                "50%",
                "--seed",
                "3",
                "--folder",
                Path.GetDirectoryName(path)!,
            ],
            folder,
            async id =>
            {
                await Eventually.TrueAsync(() => Launches(path) >= launches);
                OtherProcesses.Interrupt(id);
            }
        );
        Assert.Equal(130, run.ExitCode);
        Assert.Contains($"gate --resume {path}", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        AssertNothingIsLeft(folder);
        return path;
    }

    // Staged programs and launches are in the temporary folder, which is this test's own.
    private static Task<ProgramRun> RunAsync(string[] arguments, string folder, Func<int, Task> meanwhile) =>
        ProgramRun.RunAsync(
            "Compare",
            arguments,
            Limit,
            new Dictionary<string, string> { ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "temporary")).FullName },
            process => meanwhile(process.Id),
            assembly: "bdn-compare"
        );

    private static void AssertNothingIsLeft(string folder)
    {
        Assert.DoesNotContain(
            Directory.GetFileSystemEntries(Path.Combine(folder, "temporary")),
            entry => Path.GetFileName(entry).StartsWith("bdn-compare", StringComparison.Ordinal)
        );
        Assert.Empty(OtherProcesses.Naming(folder));
    }

    private static int Launches(string path)
    {
        // The gate has the file for itself, as far as .NET is concerned.
        using Process grep = Process.Start(
            new ProcessStartInfo("grep", ["-cs", "\"line\":\"launch\"", path]) { RedirectStandardOutput = true }
        )!;
        string count = grep.StandardOutput.ReadToEnd();
        return int.TryParse(count.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int launches) ? launches : 0;
    }
}
