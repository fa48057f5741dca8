using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConcurrencyBench.Benchmarks.Tests;

/// <summary>Applies docs/adding.md to a copy of the repository, builds it once, and looks for each addition.</summary>
public sealed partial class AddingTests : IDisposable
{
    private const int MostFiles = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Additions_Each_ChangeAtMostThreeFiles() =>
        Assert.All(
            ReadSteps().GroupBy(step => step.Addition, step => step.File),
            addition => Assert.InRange(addition.Distinct().Count(), 1, MostFiles)
        );

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Additions_AppliedToACopy_AreAllThere()
    {
        CopySources(RepositoryFolder.Path, _folder.Path);
        foreach (Step step in ReadSteps())
        {
            Apply(step);
        }

        // Neither how the worker is compiled nor what analyzers say is what is added.
        await RunAsync("dotnet", ["build", "Benchmarks", "-c", "Release", "-p:WorkerCompilation=Jit", "-p:RunAnalyzers=false"]);
        await RunAsync("dotnet", ["build", "Compare", "-c", "Release", "-p:RunAnalyzers=false"]);
        await AssertBenchmarksAreThereAsync();
        Assert.Contains("TwiceAsFast", await CompareWithAFasterRunAsync(), StringComparison.Ordinal);
        Assert.Contains("--quick", (await RunToolAsync("gate", "--help")).Output, StringComparison.Ordinal);
    }

    private async Task AssertBenchmarksAreThereAsync()
    {
        string[] filters = ["*.OneThread*", "*.DescendingDivision*", "*LockBenchmarks*"];
        ProgramRun list = await RunAsync("dotnet", [Program("Benchmarks"), "--list", "flat", "--filter", .. filters]);
        Assert.Equal(4, list.Output.Split('\n').Count(line => line.StartsWith("ConcurrencyBench.Benchmarks.", StringComparison.Ordinal)));

        string artifacts = Path.Combine(_folder.Path, "artifacts");
        await RunAsync(
            "dotnet",
            [
                Program("Benchmarks"),
                "--numbers",
                "12,54231",
                "--filter",
                .. filters,
                "--job",
                "dry",
                "--inProcess",
                "--artifacts",
                artifacts,
            ]
        );
        string table = File.ReadAllText(Directory.GetFiles(artifacts, "*ModelBenchmarks-report-github.md").Single());
        Assert.Contains("one-thread", table, StringComparison.Ordinal);
        Assert.Contains("Fastest launch", table, StringComparison.Ordinal);
    }

    // A report that is kept beside the source, and the same with a quarter of its times.
    private async Task<string> CompareWithAFasterRunAsync()
    {
        string report = Directory
            .EnumerateFiles(RepositoryFolder.File("results"), "*KernelBenchmarks-report-full.json", SearchOption.AllDirectories)
            .First();
        JsonNode json = JsonNode.Parse(File.ReadAllText(report))!;
        foreach (JsonNode? measurement in json["Benchmarks"]!.AsArray().SelectMany(benchmark => benchmark!["Measurements"]!.AsArray()))
        {
            measurement!["Nanoseconds"] = (double)measurement["Nanoseconds"]! / 4;
        }

        _folder.File("faster-report-full.json", json.ToJsonString());
        return (await RunToolAsync(report, Path.Combine(_folder.Path, "faster-report-full.json"))).Output;
    }

    private Task<ProgramRun> RunToolAsync(params string[] arguments) =>
        RunAsync("dotnet", [Path.Combine(_folder.Path, "Compare/bin/Release/net10.0/bdn-compare.dll"), .. arguments]);

    private string Program(string project) => Path.Combine(_folder.Path, $"{project}/bin/Release/net10.0/{project}.dll");

    private async Task<ProgramRun> RunAsync(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = _folder.Path };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        ProgramRun run = await ProgramRun.RunAsync(start, Limit, _ => Task.CompletedTask);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {run.ExitCode}: {run.Output} {run.Error}");
        return run;
    }

    private static IEnumerable<Step> ReadSteps() =>
        from part in File.ReadAllText(RepositoryFolder.File("docs/adding.md")).ReplaceLineEndings("\n").Split("\n## ").Skip(1)
        from match in StepText().Matches(part)
        select new Step(
            part.Split('\n')[0],
            match.Groups["file"].Value,
            match.Groups["place"].Value,
            match.Groups["line"].Value,
            match.Groups["code"].Value.Split('\n')[..^1]
        );

    private void Apply(Step step)
    {
        string path = Path.Combine(_folder.Path, step.File);
        File.WriteAllLines(path, step.Place == "new" ? step.Code : Edit([.. File.ReadAllLines(path)], step));
    }

    private static List<string> Edit(List<string> lines, Step step)
    {
        int index = lines.FindIndex(line => line.Contains(step.Line, StringComparison.Ordinal));
        Assert.True(index >= 0, $"docs/adding.md names '{step.Line}', which {step.File} does not hold.");
        if (step.Place == "instead of")
        {
            lines.RemoveAt(index);
        }

        lines.InsertRange(step.Place == "after" ? index + 1 : index, step.Code);
        return lines;
    }

    private static void CopySources(string from, string to)
    {
        string[] leftOut = ["bin", "obj", ".git", "results", "artifacts"];
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        foreach (string folder in Directory.EnumerateDirectories(from).Where(folder => !leftOut.Contains(Path.GetFileName(folder))))
        {
            CopySources(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <summary>One step of an addition.</summary>
    private sealed record Step(string Addition, string File, string Place, string Line, string[] Code);

    [GeneratedRegex(
        "^[0-9]+\\. `(?<file>[^`]+)`, (?<place>new|after|before|instead of)( `(?<line>[^`]+)`)?:\n```csharp\n(?<code>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex StepText();
}
