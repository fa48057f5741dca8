using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

/// <summary>Source files for tests.</summary>
internal static class SourceText
{
    /// <summary>Parses text as the file <c>Project/File.cs</c>.</summary>
    public static SourceFile Parse(string text) => SourceFile.Parse("Project/File.cs", "Project", text);
}
