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
    [Theory]
    [InlineData("-o", "out/worker")]
    [InlineData("--artifacts-path", "out/bin/User/release/worker")]
    public async Task Build_IntoAnotherFolder_PutsTheWorkerBesideTheProgram(string option, string expected)
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

        ProgramRun build = await DotnetAsync(
            "build",
            "User",
            "-c",
            "Release",
            option,
            Path.Combine(_folder.Path, "out"),
            "--nodeReuse:false",
            "/p:UseSharedCompilation=false"
        );

        Assert.True(build.ExitCode == 0, build.Output + build.Error);
        ProgramRun worker = await DotnetAsync(Path.Combine(_folder.Path, expected, "Worker.dll"));
        Assert.Contains("This program is started by a worker pool", worker.Error, StringComparison.Ordinal);
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
