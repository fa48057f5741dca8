using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

public sealed class MisplacedNamespaceTests
{
    [Theory]
    [InlineData("Project/File.cs", "Root")]
    [InlineData("Project/Folder/File.cs", "Root.Folder")]
    [InlineData("Project/Folder/Inner/File.cs", "Root.Folder.Inner")]
    public void Find_TheNamespaceIsThatOfTheFolder_GivesNone(string path, string @namespace) =>
        Assert.Empty(Find(path, $"namespace {@namespace};"));

    [Fact]
    public void Find_TheNamespaceDiffers_SaysWhatTheFolderAsksFor() =>
        Assert.Equal(
            "Project/Folder/File.cs:2: the namespace is Root, the folder asks for Root.Folder",
            Assert.Single(Find("Project/Folder/File.cs", "using System;\nnamespace Root { }")).ToString()
        );

    [Fact]
    public void Find_TopLevelStatements_HaveNoNamespace() => Assert.Empty(Find("Project/Folder/Program.cs", "Call();"));

    private static IEnumerable<MisplacedNamespace> Find(string path, string text) =>
        MisplacedNamespace.Find(SourceFile.Parse(path, "Project", text), "Root", "Project");
}
