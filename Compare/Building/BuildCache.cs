using System.Security.Cryptography;
using System.Text;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>Programs that were built of the commits of one repository: a commit does not change, so it is built once.</summary>
/// <param name="folder">Of the user's whole cache.</param>
/// <param name="repository">The repository's top folder.</param>
internal sealed class BuildCache(string folder, string repository)
{
    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(30);

    // An entry is a folder: the program's own, and the name of its assembly.
    private const string ProgramFolder = "program";
    private const string AssemblyFile = "assembly";

    private readonly string _entries = Path.Combine(folder, "builds", Hash(repository));

    /// <returns>What is kept under a name; null where there is nothing.</returns>
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

    /// <summary>Keeps a copy. Of two gates that build one commit at once, the first one's stays.</summary>
    /// <returns>The copy.</returns>
    public ProgramFiles Add(string name, ProgramFiles files, LaunchGuard guard)
    {
        DeleteUnused();
        using OwnedFolder copy = OwnedFolder.Create(_entries, "copy", guard);
        FolderTree.Copy(files.Folder, Path.Combine(copy.Path, ProgramFolder));
        File.WriteAllText(Path.Combine(copy.Path, AssemblyFile), files.Assembly);
        try
        {
            // An entry is there whole or not at all.
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

    // Paths are long, and not all of their characters fit into a name.
    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16];
}
