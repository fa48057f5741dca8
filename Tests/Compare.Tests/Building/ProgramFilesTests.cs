using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Tests.Building;

public sealed class ProgramFilesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("One.dll")]
    [InlineData("One")]
    public void Find_OneProgram_ThatOne(string? assembly)
    {
        using TemporaryFolder folder = new();
        AddProgram(folder, "One");
        folder.File("Library.dll", "");
        Assert.Equal(new ProgramFiles(folder.Path, "One.dll"), ProgramFiles.Find(folder.Path, assembly));
    }

    [Fact]
    public void Find_SeveralPrograms_TheOneThatIsNamed()
    {
        using TemporaryFolder folder = new();
        AddProgram(folder, "One");
        AddProgram(folder, "Two");
        Assert.Equal("Two.dll", ProgramFiles.Find(folder.Path, "Two.dll").Assembly);
    }

    [Fact]
    public void Find_SeveralProgramsAndNoName_RefusedWithTheChoice()
    {
        using TemporaryFolder folder = new();
        AddProgram(folder, "One");
        AddProgram(folder, "Two");
        string message = Assert.Throws<UsageException>(() => ProgramFiles.Find(folder.Path, null)).Message;
        Assert.Equal($"'{folder.Path}' holds several programs: One.dll, Two.dll. Choose one with --program NAME.dll.", message);
    }

    [Fact]
    public void Find_AnotherName_RefusedWithTheChoice()
    {
        using TemporaryFolder folder = new();
        AddProgram(folder, "One");
        string message = Assert.Throws<UsageException>(() => ProgramFiles.Find(folder.Path, "Three.dll")).Message;
        Assert.Contains("One.dll", message, StringComparison.Ordinal);
        Assert.Contains("--program", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Only.dll")]
    [InlineData("Only.runtimeconfig.json")]
    public void Find_HalfAProgram_Refused(string file)
    {
        using TemporaryFolder folder = new();
        folder.File(file, "");
        Assert.Contains(
            "no program",
            Assert.Throws<UsageException>(() => ProgramFiles.Find(folder.Path, null)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Find_NoFolder_Refused() =>
        Assert.Contains(
            "no folder",
            Assert.Throws<UsageException>(() => ProgramFiles.Find("/no/such/folder", null)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void ContentHash_ACopy_Equal()
    {
        using TemporaryFolder folder = new();
        string one = Fill(folder, "one", "sub", "file", "text");
        string other = Path.Combine(folder.Path, "other");
        FolderTree.Copy(one, other);
        Assert.Equal(HashOf(one), HashOf(other));
        Assert.Matches("^[0-9a-f]{64}$", HashOf(one));
    }

    [Theory]
    [InlineData("sub", "file", "texts")]
    [InlineData("sub", "files", "text")]
    [InlineData("subs", "file", "text")]
    [InlineData("sub", "filet", "ext")]
    public void ContentHash_AnotherPathOrByte_Different(string sub, string file, string text)
    {
        using TemporaryFolder folder = new();
        Assert.NotEqual(HashOf(Fill(folder, "one", "sub", "file", "text")), HashOf(Fill(folder, "other", sub, file, text)));
    }

    private static string HashOf(string folder) => new ProgramFiles(folder, "One.dll").ComputeContentHash();

    private static string Fill(TemporaryFolder folder, string name, string sub, string file, string text)
    {
        string path = Directory.CreateDirectory(Path.Combine(folder.Path, name, sub)).FullName;
        File.WriteAllText(Path.Combine(path, file), text);
        File.WriteAllText(Path.Combine(folder.Path, name, "One.dll"), "");
        return Path.Combine(folder.Path, name);
    }

    private static void AddProgram(TemporaryFolder folder, string name)
    {
        folder.File($"{name}.dll", "");
        folder.File($"{name}.runtimeconfig.json", "{}");
    }
}
