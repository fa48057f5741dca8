using ConcurrencyBench.Core.Models.Processes;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The worker's files beside the program that uses it.</summary>
public sealed class WorkerFilesTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <Import Project="../Worker/Worker.targets" />
        </Project>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>In a tree without earlier outputs, whatever folder the user or BenchmarkDotNet builds into.</summary>
    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public Task Build_IntoAFolderOfArtifacts_PutsTheWorkerBesideTheProgram() =>
        AssertIsBesideAsync("--artifacts-path", "out/bin/User/release/worker");

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public Task Build_WithAnOutputFolder_PutsTheWorkerBesideTheProgram() => AssertIsBesideAsync("-o", "out/worker");

    /// <summary>Another compilation than that of the last build leaves nothing of it.</summary>
    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Build_WithAnotherCompilation_HasOnlyThat()
    {
        string output = Path.Combine(_folder.Path, "User", "bin", "Release", "net10.0");
        CopyTree();
        await BuildAsync("");
        string? best = BuiltWorker.FindCompilation(output);
        Assert.SkipWhen(best == "JIT", "This machine cannot compile a worker ahead of time.");
        foreach ((string asked, string? expected) in new[] { ("Jit", "JIT"), ("", best), ("Jit", "JIT"), ("ReadyToRun", "ReadyToRun") })
        {
            await BuildAsync(asked);
            Assert.Equal(expected, BuiltWorker.FindCompilation(output));
            await using WorkerPool pool = new(new WorkerPoolOptions(BuiltWorker.Find(output), 1));
            await Assert.ThrowsAsync<RemoteException>(() => pool.AskAsync([]));
        }
    }

    private async Task AssertIsBesideAsync(string option, string expected)
    {
        CopyTree();
        await BuildAsync("Jit", option, Path.Combine(_folder.Path, "out"));
        ProgramRun worker = await DotnetAsync(Path.Combine(_folder.Path, expected, "Worker.dll"));
        Assert.Contains("This program is started by a worker pool", worker.Error, StringComparison.Ordinal);
    }

    private async Task BuildAsync(string compilation, params string[] options)
    {
        string[] always = ["build", "User", "-c", "Release", "--nodeReuse:false", "/p:UseSharedCompilation=false"];
        ProgramRun build = await DotnetAsync([.. always, $"/p:WorkerCompilation={compilation}", .. options]);
        Assert.True(build.ExitCode == 0, build.Output + build.Error);
    }

    private void CopyTree()
    {
        Skip.When(Wine.LacksSdk);
        foreach (string file in new[] { "global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig" })
        {
            File.Copy(RepositoryFolder.File(file), Path.Combine(_folder.Path, file));
        }

        CopySources("WorkerPool");
        CopySources("Core");
        CopySources("Worker");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "User"));
        _folder.File("User/User.csproj", Project);
    }

    private Task<ProgramRun> DotnetAsync(params string[] arguments) =>
        ProgramRun.RunAsync(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _folder.Path }, Limit, _ => Task.CompletedTask);

    private void CopySources(string project)
    {
        foreach (string file in Directory.GetFiles(RepositoryFolder.File(project), "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(RepositoryFolder.Path, file);
            if (name.Split(Path.DirectorySeparatorChar)[1] is not ("bin" or "obj"))
            {
                string copy = Path.Combine(_folder.Path, name);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }
}
