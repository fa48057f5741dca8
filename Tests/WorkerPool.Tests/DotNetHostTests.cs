using System.Runtime.InteropServices;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The .NET that workers are told to use.</summary>
public sealed class DotNetHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FindFolder_TheRuntimeOfThisProcess_IsAnInstallation()
    {
        Skip.When(Wine.LacksSdk); // Its programs bring their own runtime.
        string folder = DotNetHost.FindFolder(RuntimeEnvironment.GetRuntimeDirectory())!;
        Assert.True(Directory.Exists(Path.Combine(folder, "shared", "Microsoft.NETCore.App")));
        Assert.Equal(folder, DotNetHost.Folder);
    }

    [Fact]
    public void FindFolder_TheRuntimeOfAnInstallation_IsThatInstallation()
    {
        string runtime = Path.Combine(_folder.Path, "shared", "Microsoft.NETCore.App", "10.0.0");
        Directory.CreateDirectory(runtime);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "host", "fxr"));
        Assert.Equal(_folder.Path, DotNetHost.FindFolder(runtime + Path.DirectorySeparatorChar)!.TrimEnd(Path.DirectorySeparatorChar));
    }

    /// <summary>A self-contained program has its runtime beside itself; a worker that brings none would look there for its own.</summary>
    [Fact]
    public void FindFolder_AProgramThatBringsItsRuntime_IsNone()
    {
        string program = Path.Combine(_folder.Path, "opt", "service", "bin");
        Directory.CreateDirectory(program);
        Assert.Null(DotNetHost.FindFolder(program));
        Assert.Null(DotNetHost.FindFolder(Path.GetPathRoot(program)!));
    }
}
