using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>A built BenchmarkDotNet program: started as <c>dotnet Folder/Assembly</c>.</summary>
/// <param name="Folder">The folder with all of its files.</param>
/// <param name="Assembly">The name of its assembly in it, such as <c>Benchmarks.dll</c>.</param>
internal sealed record ProgramFiles(string Folder, string Assembly)
{
    // The build writes one beside each assembly that can be started.
    private const string RuntimeConfig = ".runtimeconfig.json";

    private const string NameFolder = "Name the folder that a benchmark program was built into, such as bin/Release/net10.0.";

    /// <summary>The assembly's path.</summary>
    public string Path => System.IO.Path.Combine(Folder, Assembly);

    /// <param name="folder">The output folder of the build.</param>
    /// <param name="assembly">The program; null for the only one.</param>
    /// <exception cref="UsageException">There is no such program, or several.</exception>
    public static ProgramFiles Find(string folder, string? assembly)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"There is no folder '{folder}'. {NameFolder}");
        }

        string[] programs =
        [
            .. Directory
                .EnumerateFiles(folder, $"*{RuntimeConfig}")
                .Select(file => $"{System.IO.Path.GetFileName(file)[..^RuntimeConfig.Length]}.dll")
                .Where(program => File.Exists(System.IO.Path.Combine(folder, program)))
                .Order(StringComparer.Ordinal),
        ];
        string[] chosen = assembly is null ? programs : [.. programs.Where(program => program == assembly || program == $"{assembly}.dll")];
        return chosen is [var only]
            ? new ProgramFiles(System.IO.Path.GetFullPath(folder), only)
            : throw new UsageException(DescribeProblem(folder, assembly, programs));
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

    private static string DescribeProblem(string folder, string? assembly, string[] programs) =>
        programs is [] ? $"There is no program in '{folder}' (no *{RuntimeConfig} with its .dll). {NameFolder}"
        : assembly is null ? $"'{folder}' holds several programs: {string.Join(", ", programs)}. Choose one with --program NAME.dll."
        : $"There is no program '{assembly}' in '{folder}', which holds {string.Join(", ", programs)}. "
            + "Choose one of them with --program NAME.dll.";
}
