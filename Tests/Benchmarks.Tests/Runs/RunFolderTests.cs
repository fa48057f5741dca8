using ConcurrencyBench.Benchmarks.Runs;

namespace ConcurrencyBench.Benchmarks.Tests.Runs;

/// <summary>A run may be sent into a folder that holds other things; they are none of its business.</summary>
public sealed class RunFolderTests
{
    [Fact]
    public void Delete_AFolderThatWasThereBefore_KeepsWhatIsNotOurs()
    {
        using TemporaryFolder existing = new();
        string other = existing.File("thesis.txt", "ten years of work");
        RunFolder folder = RunFolder.Create(existing.Path);
        folder.Write("host.json", "{}");

        folder.Delete();

        Assert.Equal([other], Directory.GetFileSystemEntries(existing.Path));
    }

    [Fact]
    public void Delete_AFolderOfItsOwn_LeavesNothing()
    {
        using TemporaryFolder parent = new();
        RunFolder folder = RunFolder.Create(Path.Combine(parent.Path, "run"));
        folder.Write("host.json", "{}");

        folder.Delete();

        Assert.Empty(Directory.GetFileSystemEntries(parent.Path));
    }

    [Fact]
    public void TakeInOtherReports_AResultsFolderThatWasThereBefore_IsLeftAlone()
    {
        using TemporaryFolder existing = new();
        string machine = Directory.CreateDirectory(Path.Combine(existing.Path, "results", "some-machine")).FullName;
        File.WriteAllText(Path.Combine(machine, "host.json"), "{}");

        RunFolder.Create(existing.Path).TakeInOtherReports();

        Assert.True(File.Exists(Path.Combine(machine, "host.json")));
    }

    [Fact]
    public void TakeInOtherReports_BenchmarkDotNetsOwn_MoveUp()
    {
        using TemporaryFolder parent = new();
        RunFolder folder = RunFolder.Create(Path.Combine(parent.Path, "run"));
        string inner = Directory.CreateDirectory(Path.Combine(folder.Path, "results")).FullName;
        File.WriteAllText(Path.Combine(inner, "report.xml"), "<x/>");

        folder.TakeInOtherReports();

        Assert.Equal([Path.Combine(folder.Path, "report.xml")], Directory.GetFileSystemEntries(folder.Path));
    }
}
