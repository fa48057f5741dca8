namespace ConcurrencyBench.Compare.Tests.Building;

/// <summary>A small git repository that is gone after the test.</summary>
internal sealed class GitFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitFolder()
    {
        SearchPath.SkipUnlessFound("git");
        Directory.CreateDirectory(Path);
        Git("init", "-q", "-b", "main");
    }

    public string Path => System.IO.Path.Combine(_folder.Path, "repository");

    /// <summary>Outside of the repository.</summary>
    public string CacheFolder => System.IO.Path.Combine(_folder.Path, "cache");

    public void Write(string name, string content)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <returns>The commit.</returns>
    public string Commit()
    {
        Git("add", "-A");
        Git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", "A commit");
        return Git("rev-parse", "HEAD");
    }

    public string Git(params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-C", Path, .. arguments]) { RedirectStandardOutput = true };
        start.Environment.Remove("GIT_DIR");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    public void Dispose() => _folder.Dispose();
}
