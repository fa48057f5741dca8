using System.Runtime.InteropServices;
using ConcurrencyBench.Core.Models.Processes;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>How a worker was compiled is read from its files.</summary>
public sealed class BuiltWorkerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FindCompilation_NoWorker_IsNull() => Assert.Null(BuiltWorker.FindCompilation(_folder.Path));

    [Fact]
    public void FindCompilation_AProgramAlone_IsNativeAot()
    {
        Copy(typeof(object).Assembly.Location, OperatingSystem.IsWindows() ? "Worker.exe" : "Worker");
        Assert.Equal("Native AOT", BuiltWorker.FindCompilation(_folder.Path));
    }

    /// <summary>The libraries of .NET bring machine code.</summary>
    [Fact]
    public void FindCompilation_ALibraryWithMachineCode_IsReadyToRun()
    {
        Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "System.Private.CoreLib.dll"), "Worker.dll");
        Assert.Equal("ReadyToRun", BuiltWorker.FindCompilation(_folder.Path));
    }

    [Fact]
    public void FindCompilation_ALibraryWithout_IsJit()
    {
        Copy(typeof(BuiltWorkerTests).Assembly.Location, "Worker.dll");
        Assert.Equal("JIT", BuiltWorker.FindCompilation(_folder.Path));
    }

    private void Copy(string file, string name) =>
        File.Copy(file, Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "worker")).FullName, name));
}
