namespace ConcurrencyBench.House.Tests.Arrows;

public sealed class TypeNameTests
{
    [Theory]
    [InlineData("Root", "Type", "")]
    [InlineData("Root.Folder", "Type", "Folder")]
    [InlineData("Root.Folder.Inner", "Type", "Folder")]
    [InlineData("", "Program", "")]
    [InlineData("", "<PrivateImplementationDetails>", null)]
    [InlineData("Rooted", "Type", null)]
    [InlineData("System.Text.RegularExpressions.Generated", "Type", null)]
    public void FindFolder_ANamespace_GivesTheSegmentAfterTheRoot(string @namespace, string name, string? expected) =>
        Assert.Equal(expected, new TypeName("Assembly", @namespace, name).FindFolder("Root"));
}
