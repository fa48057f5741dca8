using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Tests.Building;

public sealed class ContentLinksTests
{
    [Fact]
    public void Create_AProgram_LinksItsContentAndNoCode()
    {
        using TemporaryFolder folder = new();
        string program = CreateProgram(folder.Path);
        string work = Directory.CreateDirectory(Path.Combine(folder.Path, "work")).FullName;
        ContentLinks.Create(program, work);

        Assert.Equal(
            ["data", "spec.md"],
            Directory.EnumerateFileSystemEntries(work).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal("text", File.ReadAllText(Path.Combine(work, "spec.md")));
        Assert.Equal("more", File.ReadAllText(Path.Combine(work, "data", "more.txt")));
    }

    [Fact]
    public void Delete_AFolderWithLinks_LeavesTheContent()
    {
        using TemporaryFolder folder = new();
        string program = CreateProgram(folder.Path);
        string work = Directory.CreateDirectory(Path.Combine(folder.Path, "work")).FullName;
        ContentLinks.Create(program, work);
        Assert.True(FolderTree.Delete(work));

        Assert.False(Directory.Exists(work));
        Assert.Equal("more", File.ReadAllText(Path.Combine(program, "data", "more.txt")));
    }

    private static string CreateProgram(string folder)
    {
        string program = Directory.CreateDirectory(Path.Combine(folder, "program")).FullName;
        foreach (string code in (string[])["App.dll", "App.pdb", "App.exe", "App.deps.json", "App.runtimeconfig.json", "libnative.so"])
        {
            File.WriteAllText(Path.Combine(program, code), "");
        }

        Directory.CreateDirectory(Path.Combine(program, "runtimes", "linux-x64"));
        Directory.CreateDirectory(Path.Combine(program, "data"));
        File.WriteAllText(Path.Combine(program, "spec.md"), "text");
        File.WriteAllText(Path.Combine(program, "data", "more.txt"), "more");
        return program;
    }
}
