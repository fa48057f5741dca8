namespace ConcurrencyBench.Compare.Tests.Duets;

/// <summary>A small benchmark program that a test builds against a version of BenchmarkDotNet.</summary>
internal sealed class BuiltSample : IDisposable
{
    // Older versions ask for packages that are not in every cache, and take later ones.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Optimize>true</Optimize>
            <NoWarn>$(NoWarn);NU1603;NU1605;NU1701;NU1901;NU1902;NU1903;NU1904</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="BenchmarkDotNet" Version="VERSION" />
          </ItemGroup>
        </Project>
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();

    private BuiltSample(string version, string name, params (string Name, string Text)[] files)
    {
        _folder.File($"{name}.csproj", Project.Replace("VERSION", version, StringComparison.Ordinal));
        foreach ((string file, string text) in files)
        {
            _folder.File(file, text);
        }
    }

    /// <summary>The folder of the built program.</summary>
    public string Folder => Path.Combine(_folder.Path, "out");

    /// <summary>Builds a program of these files.</summary>
    public static async Task<BuiltSample> BuildAsync(string version, string name, params (string Name, string Text)[] files)
    {
        BuiltSample sample = new(version, name, files);
        ProcessStartInfo build = new("dotnet", ["build", sample._folder.Path, "-c", "Release", "-o", sample.Folder, "--nologo"]);
        build.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        build.Environment["UseSharedCompilation"] = "false";
        ProgramRun run = await ProgramRun.RunAsync(build, Limit, _ => Task.CompletedTask);
        Assert.True(run.ExitCode == 0, run.Output);
        return sample;
    }

    /// <summary>Runs its Main.</summary>
    public async Task<ProgramRun> RunAsync()
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(Folder, "Sample.dll")]) { WorkingDirectory = _folder.Path };

        // Its few iterations end before a busy machine has compiled for speed what it first compiled in haste.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        return await ProgramRun.RunAsync(start, Limit, _ => Task.CompletedTask);
    }

    public void Dispose() => _folder.Dispose();
}
