using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains;
using BenchmarkDotNet.Toolchains.CsProj;
using BenchmarkDotNet.Toolchains.DotNetCli;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>BenchmarkDotNet's own toolchain, with two differences.</summary>
/// <remarks>
/// <para>
/// Each run has a folder of its own. BenchmarkDotNet 0.15.8 names the folder of a generated program after program and job alone: of two
/// runs at once, or of a run beside the build of one that was killed, each deletes what the other builds.
/// </para>
/// <para>A generated program measures the files of this one (<see cref="GeneratedProject"/>), and does not compile them again.</para>
/// </remarks>
internal static class SuiteToolchain
{
    // Arguments that are not given are null. BenchmarkDotNet accepts this, though its parameters are not marked as nullable.
    private static readonly NetCoreAppSettings Settings = NetCoreAppSettings.NetCoreApp10_0;

    public static IToolchain Instance { get; } =
        new Toolchain(
            Settings.Name,
            new Generator(),
            new DotNetCliBuilder(Settings.TargetFrameworkMoniker, Settings.CustomDotNetCliPath!),
            new DotNetCliExecutor(Settings.CustomDotNetCliPath!)
        );

    private sealed class Generator()
        : CsProjGenerator(
            Settings.TargetFrameworkMoniker,
            Settings.CustomDotNetCliPath!,
            Settings.PackagesPath!,
            Settings.RuntimeFrameworkVersion!
        )
    {
        protected override string GetBuildArtifactsDirectoryPath(BuildPartition buildPartition, string programName) =>
            base.GetBuildArtifactsDirectoryPath(
                buildPartition,
                string.Create(CultureInfo.InvariantCulture, $"{programName}-{Environment.ProcessId}")
            );

        protected override void GenerateProject(BuildPartition buildPartition, ArtifactsPaths artifactsPaths, ILogger logger)
        {
            base.GenerateProject(buildPartition, artifactsPaths, logger);
            string path = artifactsPaths.ProjectFilePath;
            File.WriteAllText(path, GeneratedProject.ReferToFiles(File.ReadAllText(path)));
        }
    }
}
