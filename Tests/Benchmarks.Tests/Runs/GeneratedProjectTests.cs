using System.Xml.Linq;
using ConcurrencyBench.Benchmarks.Runs;

namespace ConcurrencyBench.Benchmarks.Tests.Runs;

public sealed class GeneratedProjectTests
{
    private const string Generated = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
          <ItemGroup><Compile Include="Program.notcs" /></ItemGroup>
          <ItemGroup><ProjectReference Include="/src/Benchmarks/Benchmarks.csproj" /></ItemGroup>
        </Project>
        """;

    private static readonly XElement Project = XElement.Parse(GeneratedProject.ReferToFiles(Generated));

    [Fact]
    public void ReferToFiles_AProject_IsReplacedByItsFiles()
    {
        Assert.Empty(Project.Descendants("ProjectReference"));
        Assert.Equal(["../*.dll"], Include("Reference"));
    }

    [Fact]
    public void ReferToFiles_OtherPrograms_AreCopiedToTheSamePlace()
    {
        Assert.Equal(["../worker/**", "../cluster-host/**", "../peers/**"], Include("Content"));
        Assert.Equal(
            ["worker", "cluster-host", "peers"],
            Project.Descendants("Content").Select(file => file.Attribute("Link")!.Value.Split('/')[0])
        );
    }

    [Fact]
    public void ReferToFiles_AllElse_Stays() => Assert.Equal(["Program.notcs"], Include("Compile"));

    private static IEnumerable<string> Include(string item) =>
        Project.Descendants(item).Select(element => element.Attribute("Include")!.Value);
}
