using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>A built BenchmarkDotNet program: started as <c>dotnet Folder/Assembly</c>.</summary>
/// <param name="Folder">The whole of what it needs.</param>
/// <param name="Assembly">The name of its assembly in it, such as <c>Benchmarks.dll</c>.</param>
internal sealed record ProgramFiles(string Folder, string Assembly)
{
    // The build writes one beside each assembly that can be started.
    private const string Mark = ".runtimeconfig.json";

    /// <summary>The assembly's path.</summary>
    public string Path => System.IO.Path.Combine(Folder, Assembly);

    /// <param name="folder">Where the program was built.</param>
    /// <param name="assembly">Which of its programs; null where there is only one.</param>
    /// <exception cref="UsageException">There is no such program, or several.</exception>
    public static ProgramFiles Find(string folder, string? assembly)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException(
                $"There is no folder '{folder}'. Name the folder that a benchmark program was built into, such as bin/Release/net10.0."
            );
        }

        string[] programs =
        [
            .. Directory
                .EnumerateFiles(folder, $"*{Mark}")
                .Select(file => $"{System.IO.Path.GetFileName(file)[..^Mark.Length]}.dll")
                .Where(program => File.Exists(System.IO.Path.Combine(folder, program)))
                .Order(StringComparer.Ordinal),
        ];
        string[] chosen = assembly is null ? programs : [.. programs.Where(program => program == assembly || program == $"{assembly}.dll")];
        return chosen is [var only]
            ? new ProgramFiles(System.IO.Path.GetFullPath(folder), only)
            : throw new UsageException(Refusal(folder, assembly, programs));
    }

    /// <returns>SHA-256 of the relative paths and bytes of all files, in hexadecimal digits: equal for copies of one build.</returns>
    public string ComputeContentHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in FolderTree.ListFiles(Folder))
        {
            // Lengths keep "ab" + "c" apart from "a" + "bc".
            Append(hash, Encoding.UTF8.GetBytes(file));
            Append(hash, File.ReadAllBytes(System.IO.Path.Combine(Folder, file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static string Refusal(string folder, string? assembly, string[] programs) =>
        programs is []
            ? $"There is no program in '{folder}' (no *{Mark} with its .dll). Name the folder that a benchmark program was built into, such as bin/Release/net10.0."
        : assembly is null ? $"'{folder}' holds several programs: {string.Join(", ", programs)}. Choose one with --program NAME.dll."
        : $"There is no program '{assembly}' in '{folder}', which holds {string.Join(", ", programs)}. Choose one of them with --program NAME.dll.";
}
