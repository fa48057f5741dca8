using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Compare.Tests.Code;
using ConcurrencyBench.Compare.Tests.Launching;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>A benchmark program in the folder of GateSubject, with its BenchmarkDotNet, compiled from a text in its place.</summary>
internal sealed class CompiledSubject : IDisposable
{
    private const string Name = "GateSubject";

    private readonly TemporaryFolder _folder = new();

    public CompiledSubject(string source)
    {
        Skip.When(Wine.LacksSdk);
        FolderTree.Copy(SubjectCopy.BuiltFolder, _folder.Path);
        string[] references = ["BenchmarkDotNet.dll", "BenchmarkDotNet.Annotations.dll"];
        File.WriteAllBytes(
            Path.Combine(Folder, $"{Name}.dll"),
            SampleProgram.Compile(Name, source, [.. references.Select(name => File.ReadAllBytes(Path.Combine(Folder, name)))])
        );
    }

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();
}
