using System.Security.Cryptography;
using System.Text;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>The built programs of the commits of one repository. A commit does not change, so it is built once.</summary>
/// <param name="folder">The folder of the user's whole cache.</param>
/// <param name="repository">The repository's top folder.</param>
internal sealed class BuildCache(string folder, string repository)
{
    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(30);

    // An entry is a folder with the folder of the program, and a file with the name of its assembly.
    private const string ProgramFolder = "program";
    private const string AssemblyFile = "assembly";

    private readonly string _entries = Path.Combine(folder, "builds", Hash(repository));

    /// <returns>The program with a name; null when there is none.</returns>
    public ProgramFiles? Find(string name)
    {
        string entry = Path.Combine(_entries, name);
        if (!Directory.Exists(entry))
        {
            return null;
        }

        Directory.SetLastWriteTimeUtc(entry, DateTime.UtcNow);
        return new ProgramFiles(Path.Combine(entry, ProgramFolder), File.ReadAllText(Path.Combine(entry, AssemblyFile)));
    }

    /// <summary>Keeps a copy. When two gates build one commit at once, the cache keeps that of the first.</summary>
    /// <returns>The copy.</returns>
    public ProgramFiles Add(string name, ProgramFiles files, LaunchGuard guard)
    {
        DeleteUnused();
        using OwnedFolder copy = OwnedFolder.Create(_entries, "copy", guard);
        FolderTree.Copy(files.Folder, Path.Combine(copy.Path, ProgramFolder));
        File.WriteAllText(Path.Combine(copy.Path, AssemblyFile), files.Assembly);
        try
        {
            // A move makes the entry complete at once.
            Directory.Move(copy.Path, Path.Combine(_entries, name));
        }
        catch (IOException) when (Directory.Exists(Path.Combine(_entries, name)))
        {
            // The other gate was first.
        }

        return Find(name)!;
    }

    private void DeleteUnused()
    {
        foreach (DirectoryInfo entry in new DirectoryInfo(_entries) is { Exists: true } entries ? entries.GetDirectories() : [])
        {
            if (DateTime.UtcNow - entry.LastWriteTimeUtc > KeptUnused)
            {
                FolderTree.Delete(entry.FullName);
            }
        }
    }

    // Paths are long, and not all of their characters are allowed in a name.
    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16];
}
