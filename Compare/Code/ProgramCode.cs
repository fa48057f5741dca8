using System.Collections.Frozen;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Code;

/// <summary>The files of an output folder that can change what the program does: its managed assemblies, and all others.</summary>
internal sealed class ProgramCode : IDisposable
{
    // A program that was run in its folder leaves its reports there.
    private const string Reports = "BenchmarkDotNet.Artifacts/";

    // The source of the program that BenchmarkDotNet makes for a job, in a folder of its own, which is left when a run is killed.
    private const string MadeSource = ".notcs";

    private readonly string _folder;
    private readonly ILookup<string, AssemblyCode> _assembliesByName;

    private ProgramCode(string folder, FrozenDictionary<string, AssemblyCode> assemblies, ImmutableArray<string> otherFiles)
    {
        _folder = folder;
        Assemblies = assemblies;
        OtherFiles = otherFiles;
        _assembliesByName = assemblies.Values.Where(one => !Framework.IsHarness(one.Name)).ToLookup(one => one.Name);
    }

    /// <summary>The managed assemblies by their paths in the folder.</summary>
    public FrozenDictionary<string, AssemblyCode> Assemblies { get; }

    /// <summary>The paths of the files that count by their content, native libraries among them.</summary>
    public ImmutableArray<string> OtherFiles { get; }

    /// <summary>Reads the files below an output folder.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ProgramCode Read(string folder)
    {
        string[] files = FolderTree.ListFiles(folder);
        HashSet<string> names = [.. files];
        string[] made =
        [
            .. files.Where(file => file.EndsWith(MadeSource, StringComparison.Ordinal)).Select(GetFolder).Where(top => top.Length > 0),
        ];
        Dictionary<string, AssemblyCode> assemblies = [];
        List<string> others = [];
        foreach (
            string file in files.Where(file => Counts(file, names) && !made.Any(top => file.StartsWith(top, StringComparison.Ordinal)))
        )
        {
            if (
                Path.GetExtension(file).ToLowerInvariant() is ".dll" or ".exe"
                && AssemblyCode.TryRead(file, File.ReadAllBytes(Path.Combine(folder, file))) is { } assembly
            )
            {
                assemblies.Add(file, assembly);
            }
            else
            {
                others.Add(file);
            }
        }

        return new ProgramCode(folder, assemblies.ToFrozenDictionary(), [.. others]);
    }

    /// <summary>Opens a file to read it.</summary>
    public Stream Open(string file) => File.OpenRead(Path.Combine(_folder, file));

    /// <returns>True when an assembly of the folder has the name, and is not BenchmarkDotNet's.</returns>
    public bool HasAssembly(string name) => _assembliesByName.Contains(name);

    /// <returns>The types with a name, in every assembly that has the name's, and where it says that they are.</returns>
    public IEnumerable<ProgramType> FindTypes(TypeName name)
    {
        foreach (AssemblyCode assembly in _assembliesByName[name.Assembly])
        {
            foreach (ProgramType type in assembly.FindTypes(name.FullName))
            {
                yield return type;
            }

            // A nested type is where the type around it is.
            string[] parts = name.FullName.Split('+', 2);
            if (assembly.Forwards.TryGetValue(parts[0], out TypeName target) && target.Assembly != name.Assembly)
            {
                foreach (ProgramType type in FindTypes(target with { FullName = name.FullName }))
                {
                    yield return type;
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (AssemblyCode assembly in Assemblies.Values)
        {
            assembly.Dispose();
        }
    }

    private static string GetFolder(string file) => file[..(file.LastIndexOf('/') + 1)];

    private static bool Counts(string file, HashSet<string> files)
    {
        string stem = file[..^Path.GetExtension(file).Length];
        return Path.GetExtension(file).ToLowerInvariant() switch
            {
                ".pdb" => false,
                ".xml" => !files.Contains($"{stem}.dll"),

                // Programs are started as dotnet NAME.dll, not by their host.
                ".exe" or "" => !(files.Contains($"{stem}.dll") && files.Contains($"{stem}.runtimeconfig.json")),
                _ => true,
            } && !file.StartsWith(Reports, StringComparison.Ordinal);
    }
}
